package health.foramen.benchmarks;

import static health.foramen.benchmarks.DeployFiles.DEPLOY;
import static health.foramen.benchmarks.DeployFiles.HOME;
import static health.foramen.benchmarks.DeployFiles.PROGRAMS;
import static health.foramen.benchmarks.DeployFiles.fields;
import static health.foramen.benchmarks.DeployFiles.items;
import static health.foramen.benchmarks.DeployFiles.neededVariables;
import static health.foramen.benchmarks.DeployFiles.read;
import static health.foramen.benchmarks.DeployFiles.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is said about running elsewhere agrees with itself and with the code. Nothing is run here.
class DeployFilesTest {

    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:v?\\d+(\\.\\d+)+([._-][A-Za-z0-9._-]+)?");

    static Set<String> programs() {
        return PROGRAMS;
    }

    @Nested
    class Compose {

        private final JsonNode compose = yaml(DEPLOY.resolve("compose.yaml"));

        private JsonNode service(String name) {
            return compose.get("services").get(name);
        }

        @Test
        void itUsesOnlyWhatTheSpecificationKnows() {
            assertThat(compose.propertyNames()).allMatch(name -> name.startsWith("x-")
                    || Set.of("name", "services", "networks", "volumes", "configs", "secrets").contains(name));
            assertThat(compose.get("services").properties()).allSatisfy(service -> assertThat(service.getValue().propertyNames())
                    .isSubsetOf("image", "build", "command", "entrypoint", "environment", "depends_on", "healthcheck", "ports", "volumes", "networks",
                            "restart", "read_only", "tmpfs", "cap_drop", "security_opt", "mem_limit", "stop_grace_period"));
        }

        @Test
        void itHoldsEveryProgramAndNoDemo() {
            assertThat(compose.get("services").propertyNames()).containsAll(PROGRAMS).noneMatch(name -> name.contains("sandbox"));
            assertThat(read(DEPLOY.resolve("compose.yaml"))).doesNotContain("-demo", "local-only", "PROFILES_ACTIVE");
        }

        @Test
        void itSaysThatItWasNotRunHere() {
            assertThat(read(DEPLOY.resolve("compose.yaml"))).contains("NOT RUN HERE");
        }

        @Test
        void everyImageIsPinned() {
            assertThat(compose.get("services").properties()).allSatisfy(service ->
                    assertThat(service.getValue().get("image").stringValue()).matches(PINNED));
            assertThat(read(DEPLOY.resolve("Dockerfile")).lines().filter(line -> line.startsWith("FROM ")))
                    .isNotEmpty().allSatisfy(line -> assertThat(line.split(" ")[1]).matches(PINNED));
        }

        @Test
        void whateverIsReferredToExists() {
            fields(compose.get("services")).forEach(service -> {
                var about = service.getValue();
                fields(about.path("depends_on")).forEach(other -> {
                    assertThat(compose.get("services").propertyNames()).contains(other.getKey());
                    if (other.getValue().get("condition").stringValue().equals("service_healthy")) {
                        assertThat(service(other.getKey()).has("healthcheck")).as("%s can be healthy", other.getKey()).isTrue();
                    }
                });
                items(about.path("networks")).forEach(network -> assertThat(compose.get("networks").propertyNames()).contains(network.stringValue()));
                items(about.path("volumes")).forEach(volume ->
                        assertThat(compose.get("volumes").propertyNames()).contains(volume.stringValue().split(":")[0]));
            });
        }

        @ParameterizedTest
        @MethodSource("health.foramen.benchmarks.DeployFilesTest#programs")
        void aProgramIsBuiltFromItsOwnFolderAndWatched(String program) {
            var build = service(program).get("build");
            var context = DEPLOY.resolve(build.get("context").stringValue()).normalize();
            assertThat(context).isEqualTo(HOME);
            assertThat(context.resolve(build.get("dockerfile").stringValue())).exists();
            assertThat(build.get("args").get("PROGRAM").stringValue()).isEqualTo(program);
            assertThat(HOME.resolve(program).resolve("pom.xml")).exists();
            assertThat(service(program).has("healthcheck")).isTrue();
            assertThat(service(program).get("environment").get("READY_PORT")).isEqualTo(service(program).get("environment").get(portVariable(program)));
        }

        @ParameterizedTest
        @MethodSource("health.foramen.benchmarks.DeployFilesTest#programs")
        void aProgramIsToldEverythingThatItNeeds(String program) {
            assertThat(service(program).get("environment").propertyNames()).containsAll(neededVariables(program));
        }

        @Test
        void peopleSignInAtTheIssuerWhoseTokensAreTrusted() {
            assertThat(service("gateway").get("environment").propertyNames()).contains("FORAMEN_ISSUER", "FORAMEN_OIDC_CLIENT_ID", "FORAMEN_OIDC_CLIENT_SECRET");
            assertThat(PROGRAMS).extracting(program -> service(program).get("environment").get("FORAMEN_ISSUER").stringValue()).containsOnly(
                    service("gateway").get("environment").get("FORAMEN_ISSUER").stringValue());
        }

        @Test
        void portsDoNotClash() {
            assertThat(PROGRAMS.stream().map(program -> service(program).get("environment").get(portVariable(program)))).doesNotHaveDuplicates();
            assertThat(publishedPorts(compose)).isNotEmpty().doesNotHaveDuplicates();
        }

        @Test
        void onlyTheGatewayIsPublishedAndOnlyOnLoopback() {
            assertThat(compose.get("services").properties()).filteredOn(service -> service.getValue().has("ports"))
                    .extracting(Map.Entry::getKey).containsExactly("gateway");
            assertThat(publishedPorts(compose)).allMatch(port -> port.startsWith("127.0.0.1:"));
        }

        @Test
        void neighboursAreCalledWhereTheyListen() {
            for (var program : PROGRAMS) {
                if (!program.equals("gateway")) {
                    var url = service("gateway").get("environment").get(urlVariable(program)).stringValue();
                    var port = service(program).get("environment").get(portVariable(program)).stringValue();
                    assertThat(url).isEqualTo("http://%s:%s", program, port);
                }
            }
        }

        private static List<String> publishedPorts(JsonNode compose) {
            var published = new ArrayList<String>();
            fields(compose.get("services")).forEach(service -> items(service.getValue().path("ports")).forEach(port -> {
                var words = port.stringValue();
                published.add(words.substring(0, words.lastIndexOf(':')));
            }));
            return published;
        }
    }

    @Nested
    class Kubernetes {

        private static final Path FOLDER = DEPLOY.resolve("kubernetes");

        private final JsonNode kustomization = yaml(FOLDER.resolve("kustomization.yaml"));
        private final List<JsonNode> manifests = Stream
                .concat(items(kustomization.get("resources")).stream().map(JsonNode::stringValue), Stream.of("secret.template.yaml"))
                .flatMap(file -> yaml(read(FOLDER.resolve(file))).stream()).toList();

        private JsonNode manifest(String kind, String name) {
            return manifests.stream()
                    .filter(one -> one.get("kind").stringValue().equals(kind) && one.get("metadata").get("name").stringValue().equals(name))
                    .reduce((_, _) -> {
                        throw new AssertionError("two of " + kind + " " + name);
                    })
                    .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
        }

        private JsonNode container(String program) {
            return manifest("Deployment", program).get("spec").get("template").get("spec").get("containers").get(0);
        }

        @Test
        void everyManifestIsWhatKubernetesTakes() {
            assertThat(manifests).hasSizeGreaterThanOrEqualTo(15).allSatisfy(DeployFilesTest::requireKubernetesType);
        }

        @Test
        void aMisspeltFieldIsFound() {
            var misspelt = yaml(read(FOLDER.resolve("gateway.yaml")).replace("readinessProbe:", "readynessProbe:")).getFirst();
            assertThatThrownBy(() -> requireKubernetesType(misspelt)).hasMessageContaining("readynessProbe");
        }

        @Test
        void everyFileInTheFolderIsAppliedExceptTheTemplateOfSecrets() throws Exception {
            try (var files = Files.list(FOLDER)) {
                assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("kustomization.yaml") && !name.equals("secret.template.yaml")))
                        .containsExactlyInAnyOrderElementsOf(items(kustomization.get("resources")).stream().map(JsonNode::stringValue).toList());
            }
        }

        @Test
        void theTemplateOfSecretsHoldsNone() {
            assertThat(fields(manifest("Secret", "foramen").get("stringData"))).isNotEmpty().allMatch(entry -> entry.getValue().stringValue().isEmpty());
        }

        @ParameterizedTest
        @MethodSource("health.foramen.benchmarks.DeployFilesTest#programs")
        void aProgramRunsTwiceAndIsProbedBoundedAndUnprivileged(String program) {
            assertThat(manifest("Deployment", program).get("spec").get("replicas").intValue()).isGreaterThanOrEqualTo(2);
            var container = container(program);
            assertThat(container.get("image").stringValue()).matches(PINNED);
            assertThat(container.propertyNames()).contains("startupProbe", "livenessProbe", "readinessProbe", "resources");
            assertThat(container.get("readinessProbe").get("httpGet").get("path").stringValue()).isEqualTo("/actuator/health/readiness");
            assertThat(container.get("resources").get("limits").has("memory")).isTrue();
            assertThat(container.get("securityContext").get("readOnlyRootFilesystem").booleanValue()).isTrue();
            assertThat(items(kustomization.get("images"))).anyMatch(image -> image.get("name").stringValue().equals("foramen/" + program));
        }

        @ParameterizedTest
        @MethodSource("health.foramen.benchmarks.DeployFilesTest#programs")
        void aServiceAndABudgetLookAtTheSamePods(String program) {
            var labels = manifest("Deployment", program).get("spec").get("template").get("metadata").get("labels");
            assertThat(manifest("Service", program).get("spec").get("selector")).isEqualTo(labels);
            assertThat(manifest("PodDisruptionBudget", program).get("spec").get("selector").get("matchLabels")).isEqualTo(labels);
        }

        @ParameterizedTest
        @MethodSource("health.foramen.benchmarks.DeployFilesTest#programs")
        void aProgramIsToldEverythingThatItNeeds(String program) {
            assertThat(told(program).keySet()).containsAll(neededVariables(program));
        }

        @Test
        void peopleSignInAtTheIssuerWhoseTokensAreTrusted() {
            assertThat(told("gateway")).containsKeys("FORAMEN_OIDC_CLIENT_ID", "FORAMEN_OIDC_CLIENT_SECRET");
            assertThat(PROGRAMS).extracting(program -> told(program).get("FORAMEN_ISSUER")).containsOnly(told("gateway").get("FORAMEN_ISSUER"));
        }

        @Test
        void whateverIsReferredToExists() {
            var secrets = fields(manifest("Secret", "foramen").get("stringData")).stream().map(Map.Entry::getKey).toList();
            for (var program : PROGRAMS) {
                items(container(program).get("env")).stream().filter(one -> one.has("valueFrom")).map(one -> one.get("valueFrom").get("secretKeyRef")).forEach(reference -> {
                    assertThat(reference.get("name").stringValue()).isEqualTo("foramen");
                    assertThat(secrets).contains(reference.get("key").stringValue());
                });
                items(container(program).get("envFrom")).forEach(source ->
                        manifest("ConfigMap", source.get("configMapRef").get("name").stringValue()));
            }
        }

        @Test
        void neighboursAreCalledWhereTheyListen() {
            var configuration = manifest("ConfigMap", "foramen").get("data");
            for (var program : PROGRAMS) {
                var port = manifest("Service", program).get("spec").get("ports").get(0).get("port").intValue();
                assertThat(container(program).get("ports").get(0).get("containerPort").intValue()).isEqualTo(port);
                assertThat(told(program).get(portVariable(program))).isEqualTo(String.valueOf(port));
                if (!program.equals("gateway")) {
                    assertThat(configuration.get(urlVariable(program)).stringValue()).isEqualTo("http://%s:%d", program, port);
                }
            }
        }

        /// What the container's environment will hold; a secret's value is unknown here.
        private Map<String, String> told(String program) {
            var told = fields(manifest("ConfigMap", "foramen").get("data")).stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().stringValue()));
            items(container(program).get("env")).forEach(one -> told.put(one.get("name").stringValue(), one.path("value").asString("")));
            return told;
        }
    }

    @Nested
    class Observability {

        private static final Path FOLDER = DEPLOY.resolve("observability");
        private static final Pattern OURS = Pattern.compile("\\bforamen_[a-z0-9_]+");
        /// What Prometheus' exporter appends for a unit, a kind or a statistic.
        private static final String ENDINGS = "(_seconds|_bytes)?(_total|_count|_sum|_max|_bucket)?";

        @ParameterizedTest
        @ValueSource(strings = {"alerts.yml", "dashboard.json"})
        void everyMetricOfOursIsOneThatTheCodeCounts(String file) {
            assertThat(unknownMetrics(read(FOLDER.resolve(file)))).isEmpty();
            assertThat(OURS.matcher(read(FOLDER.resolve(file))).results()).isNotEmpty();
        }

        @Test
        void aMetricThatNobodyCountsIsFound() {
            assertThat(unknownMetrics("foramen_outbox_oldest_age_seconds > 60 and foramen_unicorns_total > 0")).containsExactly("foramen_unicorns_total");
        }

        @Test
        void everyAlertSaysWhatToDo() {
            var rules = items(yaml(FOLDER.resolve("alerts.yml")).get("groups")).stream().flatMap(group -> items(group.get("rules")).stream()).toList();
            assertThat(rules).hasSizeGreaterThanOrEqualTo(5).allSatisfy(rule -> {
                assertThat(rule.propertyNames()).contains("alert", "expr", "for", "labels", "annotations");
                assertThat(rule.get("annotations").propertyNames()).contains("summary", "action");
                assertThat(rule.get("labels").get("severity").stringValue()).isIn("page", "ticket");
            });
        }

        @Test
        void everyProgramIsScrapedWhereItListens() {
            var prometheus = yaml(FOLDER.resolve("prometheus.yml"));
            assertThat(items(prometheus.get("rule_files")).stream().map(JsonNode::stringValue)).allMatch(file -> Files.exists(FOLDER.resolve(file)));
            var compose = yaml(DEPLOY.resolve("compose.yaml"));
            var targets = items(prometheus.get("scrape_configs").get(0).get("static_configs")).stream()
                    .map(config -> config.get("targets").get(0).stringValue()).toList();
            assertThat(targets).containsExactlyInAnyOrderElementsOf(PROGRAMS.stream().map(program -> program + ":"
                    + compose.get("services").get(program).get("environment").get(portVariable(program)).stringValue()).toList());
        }

        private static Set<String> unknownMetrics(String text) {
            var known = DeployFiles.meters();
            return OURS.matcher(text).results().map(found -> found.group())
                    .filter(metric -> known.stream().noneMatch(meter -> metric.matches(meter + ENDINGS)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void aVariableWithoutADefaultIsNeededAndSoIsOneThatPointsHome() {
        assertThat(neededVariables(List.of("""
                foramen:
                  secret: ${FORAMEN_SERVICE_SECRET}
                  port: ${FORAMEN_PORT:8080}
                  url: ${FORAMEN_REFERRAL_URL:http://127.0.0.1:${FORAMEN_REFERRAL_PORT:8081}}
                  public-url: http://127.0.0.1:${server.port}
                spring.mongodb.uri: mongodb://127.0.0.1/referral
                """))).containsExactly("FORAMEN_PUBLIC_URL", "FORAMEN_REFERRAL_URL", "FORAMEN_SERVICE_SECRET", "SPRING_MONGODB_URI");
    }

    private static String portVariable(String program) {
        return program.equals("gateway") ? "FORAMEN_PORT" : "FORAMEN_" + context(program) + "_PORT";
    }

    private static String urlVariable(String program) {
        return "FORAMEN_" + context(program) + "_URL";
    }

    private static String context(String program) {
        return program.replace("-service", "").toUpperCase(java.util.Locale.ROOT);
    }

    /// Kubernetes' own description of the kind: unknown fields and missing ones are refused, down to the leaves.
    private static void requireKubernetesType(JsonNode manifest) {
        try {
            var type = Class.forName("io.kubernetes.client.openapi.models.V1" + manifest.get("kind").stringValue());
            var element = JsonParser.parseString(JsonMapper.shared().writeValueAsString(manifest));
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, element);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
