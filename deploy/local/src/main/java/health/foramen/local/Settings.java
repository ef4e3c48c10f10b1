package health.foramen.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// What can be chosen about a suite on one machine: where the code lies, where the data lies, which ports, and the public address.
///
/// @param home the checkout
/// @param data the data folder, absolute
/// @param given the environment that all of this was read from
record Settings(Path home, Path data, Ports ports, String publicUrl, Map<String, String> given) {

    static Settings from(Map<String, String> environment) {
        var home = Path.of(environment.getOrDefault("FORAMEN_HOME", ".")).toAbsolutePath().normalize();
        var ports = Ports.from(environment);
        return new Settings(home,
                home.resolve(environment.getOrDefault("FORAMEN_DATA", "data")).normalize(),
                ports,
                environment.getOrDefault("FORAMEN_PUBLIC_URL", "http://127.0.0.1:" + ports.gateway().number()),
                Map.copyOf(environment));
    }

    /// The same code on data and ports of its own.
    Settings elsewhere(Path folder) {
        var free = Ports.free();
        return new Settings(home, folder, free, local(free.gateway()), given);
    }

    Path logs() {
        return data.resolve("logs");
    }

    Path run() {
        return data.resolve("run");
    }

    boolean isOff(String variable) {
        return given.getOrDefault(variable, "").equalsIgnoreCase("off");
    }

    String gatewayUrl() {
        return local(ports.gateway());
    }

    static String local(Port port) {
        return "http://127.0.0.1:" + port.number();
    }

    /// Told to every process alike, beyond what this launcher was told itself.
    Map<String, String> environment() {
        var told = new TreeMap<String, String>();
        told.put("SPRING_PROFILES_ACTIVE", "local");
        told.put("FORAMEN_TEXT_ACCOUNT_SID", "AC00000000000000000000000000000000");
        told.put("FORAMEN_TEXT_AUTH_TOKEN", "local-only-text-token");
        told.put("FORAMEN_TEXT_FROM", "+13125550100");
        told.put("FORAMEN_TEXT_BASE_URL", local(ports.sandbox()));
        told.put("SPRING_MAIL_HOST", "127.0.0.1");
        told.put("SPRING_MAIL_PORT", String.valueOf(ports.smtp().number()));
        told.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.kafka().number());
        told.put("FORAMEN_ISSUER", publicUrl);
        told.put("FORAMEN_JWKS", gatewayUrl() + "/oauth2/jwks");
        told.put("FORAMEN_TOKEN_URI", gatewayUrl() + "/oauth2/token");

        told.put("FORAMEN_HOME", home.toString());
        told.put("FORAMEN_DATA", data.toString());
        told.put("FORAMEN_PUBLIC_URL", publicUrl);
        told.put("FORAMEN_CLOCK_FILE", data.resolve("clock").toString());
        told.put("FORAMEN_SIGNING_KEYS", data.resolve("keys").toString());
        ports.all().forEach(port -> told.put(port.variable(), String.valueOf(port.number())));
        told.put("FORAMEN_REFERRAL_URL", local(ports.referral()));
        told.put("FORAMEN_SCHEDULING_URL", local(ports.scheduling()));
        told.put("FORAMEN_NOTIFICATION_URL", local(ports.notification()));
        told.put("FORAMEN_SANDBOX_URL", local(ports.sandbox()));
        // A few allocation arenas less: each costs a thread-rich JVM some ten megabytes on Linux.
        told.put("MALLOC_ARENA_MAX", "2");
        return told;
    }
}
