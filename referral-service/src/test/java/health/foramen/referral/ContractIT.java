package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

/** The HTTP contract lists exactly what the code answers. */
class ContractIT extends RunningService {

    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void everyOperationIsWrittenDownAndNoneIsInvented() throws Exception {
        assertThat(written()).isEqualTo(mapped());
    }

    private Set<String> mapped() {
        return mappings.getHandlerMethods().entrySet().stream().filter(entry -> entry.getValue().getBeanType().getName().startsWith("health.foramen.referral"))
                .flatMap(entry -> entry.getKey().getPatternValues().stream().filter(path -> path.startsWith("/api/"))
                        .flatMap(path -> entry.getKey().getMethodsCondition().getMethods().stream().map(method -> method + " " + path)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @SuppressWarnings("unchecked")
    private static Set<String> written() throws Exception {
        Map<String, Object> api = new Yaml().load(Files.readString(Path.of("contract/http.yaml")));
        var operations = new TreeSet<String>();
        ((Map<String, Map<String, Object>>) api.get("paths")).forEach((path, operation) -> operation.keySet().stream().filter(VERBS::contains)
                .forEach(verb -> operations.add(verb.toUpperCase(Locale.ROOT) + " " + path)));
        return operations;
    }
}
