package health.foramen.shell;

import java.time.Clock;
import java.util.List;

import health.foramen.safeguard.People;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import tools.jackson.databind.json.JsonMapper;

/** The frame, the problems and the limit, for every service that has web pages or an API. */
@AutoConfiguration(
        afterName = {"health.foramen.safeguard.SafeguardAutoConfiguration", "health.foramen.clock.ClockAutoConfiguration"},
        beforeName = "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class ShellAutoConfiguration {

    @Bean
    Frames frames(People people, ObjectProvider<Clock> clock) {
        return new Frames(people, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    Problems problems(Frames frames) {
        return new Problems(frames);
    }

    @Bean
    LastResort lastResort(Problems problems) {
        return new LastResort(problems);
    }

    /** A page is whole or an error page: never half of one with a success status. */
    @Bean
    static BeanPostProcessor wholePages() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof ThymeleafViewResolver resolver) {
                    resolver.setProducePartialOutputWhileProcessing(false);
                }
                return bean;
            }
        };
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(@Value("${foramen.web.max-body:1MB}") DataSize limit, @Value("${foramen.web.uploads:}") List<String> uploads,
            @Value("${foramen.web.max-upload:26MB}") DataSize upload, JsonMapper json) {
        var registration = new FilterRegistrationBean<>(new BodyLimit(limit, uploads, upload, new ProblemWriter(json)));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    /**
     * Redirects stay relative, since the browser is at the gateway's address and not at the service's; and the server, which
     * reads forms by itself, holds them to the same limit.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> behindTheGateway(@Value("${foramen.web.max-body:1MB}") DataSize limit) {
        return tomcat -> {
            tomcat.addContextCustomizers(context -> context.setUseRelativeRedirects(true));
            tomcat.addConnectorCustomizers(connector -> connector.setMaxPostSize(Math.toIntExact(limit.toBytes())));
        };
    }
}
