package health.foramen.sandbox.demo;

import java.net.URI;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import health.foramen.sandbox.suite.Suite;

/** Where the suite is, from the environment. */
record Surroundings(URI publicUrl, Suite suite) {

    static Surroundings from(Map<String, String> environment) {
        String publicUrl = environment.getOrDefault("FORAMEN_PUBLIC_URL", "http://127.0.0.1:" + environment.getOrDefault("FORAMEN_PORT", "8080"));
        String tokens = environment.getOrDefault("FORAMEN_TOKEN_URI", publicUrl + "/oauth2/token");
        return new Surroundings(URI.create(publicUrl), new Suite(URI.create(publicUrl), URI.create(tokens), JsonMapper.shared()));
    }
}
