package health.foramen.gateway.home;

import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The stylesheet and the scripts, under addresses without a version so that no page has to know one. */
@Configuration(proxyBeanMethods = false)
class Assets implements WebMvcConfigurer {

    /** Long enough for a morning of pages, short enough that a new release is seen the same day; then asked again by date. */
    private static final CacheControl A_WHILE = CacheControl.maxAge(Duration.ofMinutes(10)).mustRevalidate().cachePublic();

    private final String htmx;
    private final String chart;

    Assets(@Value("${foramen.assets.htmx}") String htmx, @Value("${foramen.assets.chart}") String chart) {
        this.htmx = htmx;
        this.chart = chart;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        String webjars = "classpath:/META-INF/resources/webjars/";
        registry.addResourceHandler("/assets/htmx.*").addResourceLocations(webjars + "htmx.org/" + htmx + "/dist/").setCacheControl(A_WHILE);
        registry.addResourceHandler("/assets/chart.*").addResourceLocations(webjars + "chart.js/" + chart + "/dist/").setCacheControl(A_WHILE);
        registry.addResourceHandler("/assets/*").addResourceLocations("classpath:/static/assets/").setCacheControl(A_WHILE);
    }
}
