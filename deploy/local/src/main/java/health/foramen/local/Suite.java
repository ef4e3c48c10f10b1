package health.foramen.local;

import static health.foramen.local.Part.Kind.SERVICE;
import static health.foramen.local.Part.Kind.STORE;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The processes of Foramen on one machine, and what each needs: the system's diagram, in code that starts it.
///
/// ```
///   browser, scripts ──▶ gateway ──┬──▶ referral-service ──────┬──▶ mongo  state and outbox, one document
///                        (sign-in) ├──▶ scheduling-service ────┤
///                                  └──▶ notification-service ──┴──▶ kafka  events between the three
///                                             ▲  └──▶ sandbox  texts, mail, the clock
///                                             └──────────┘     answers of patients
/// ```
record Suite(List<Part> parts) {

    Suite {
        parts = List.copyOf(parts);
    }

    static Suite of(Settings settings) {
        var ports = settings.ports();
        return new Suite(List.of(
                new Part("mongo", STORE, false, local(settings, EmbeddedMongo.class), Jvm.strong(256, 72),
                        List.of(folder(settings, "mongo"), number(ports.mongo())), Map.of(),
                        List.of(ports.mongo()), new Probe.Mongo(ports.mongo().number()), List.of()),

                new Part("kafka", STORE, false, local(settings, EmbeddedKafka.class), Jvm.quick(192, 24),
                        List.of(folder(settings, "kafka"), number(ports.kafka()), number(ports.kafkaController())), Map.of(),
                        List.of(ports.kafka(), ports.kafkaController()), new Probe.Kafka(ports.kafka().number()), List.of()),

                new Part("gateway", SERVICE, false, boot(settings, "gateway", "foramen-gateway"), Jvm.strong(128, 20), List.of(), secret("gateway"),
                        List.of(ports.gateway()), readiness(ports.gateway()), List.of()),

                new Part("sandbox", SERVICE, true, sandbox(settings), Jvm.quick(96, 12), List.of(), secret("sandbox"),
                        List.of(ports.sandbox(), ports.smtp()), readiness(ports.sandbox()), List.of()),

                // They do not wait for kafka: while it is away, events wait in the outbox.
                service("referral", false, Jvm.quick(160, 24), settings, ports.referral()),
                service("scheduling", false, Jvm.strong(160, 24), settings, ports.scheduling()),
                // A text may come a second later; a desk that books must not wait for it.
                service("notification", true, Jvm.quick(160, 24), settings, ports.notification())));
    }

    private static Part service(String context, boolean yields, Jvm jvm, Settings settings, Port port) {
        var name = context + "-service";
        var environment = Map.of(
                "SPRING_MONGODB_URI", "mongodb://127.0.0.1:%d/%s".formatted(settings.ports().mongo().number(), context),
                "FORAMEN_SERVICE_SECRET", "local-only-" + name);
        return new Part(name, SERVICE, yields, boot(settings, name, "foramen-" + name), jvm, List.of(), environment,
                List.of(port), readiness(port), List.of("mongo"));
    }

    static Program sandbox(Settings settings) {
        return boot(settings, "deploy/sandbox", "foramen-sandbox");
    }

    static Program benchmarks(Settings settings) {
        return boot(settings, "benchmarks", "foramen-benchmarks");
    }

    private static Program boot(Settings settings, String module, String artifact) {
        return Program.of(settings.home().resolve(module), artifact + ".jar", Optional.empty());
    }

    private static Program local(Settings settings, Class<?> main) {
        return Program.of(settings.home().resolve("deploy/local"), "foramen-local.jar", Optional.of(main.getName()));
    }

    private static Map<String, String> secret(String service) {
        return Map.of("FORAMEN_SERVICE_SECRET", "local-only-" + service);
    }

    private static Probe readiness(Port port) {
        return new Probe.Http(Settings.local(port) + "/actuator/health/readiness");
    }

    private static String folder(Settings settings, String part) {
        return settings.data().resolve(part).toString();
    }

    private static String number(Port port) {
        return String.valueOf(port.number());
    }

    Optional<Part> find(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    List<Part> ofKind(Part.Kind kind) {
        return parts.stream().filter(part -> part.kind() == kind).toList();
    }

    List<Program> programs() {
        return parts.stream().map(Part::program).distinct().toList();
    }
}
