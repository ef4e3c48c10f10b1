package health.foramen.referral;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The schemas of a contract's folder. */
record Schemas(Map<String, Schema> byType) {

    private static final String ENDING = ".schema.json";

    static Schemas in(Path folder) throws IOException {
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        var byType = new TreeMap<String, Schema>();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(name -> name.toString().endsWith(ENDING)).toList()) {
                byType.put(file.getFileName().toString().replace(ENDING, ""), registry.getSchema(Files.readString(file), InputFormat.JSON));
            }
        }
        return new Schemas(byType);
    }

    Set<String> types() {
        return byType.keySet();
    }

    List<String> mistakes(String type, String payload) {
        var schema = byType.get(type);
        return schema == null ? List.of("no schema for " + type)
                : schema.validate(payload, InputFormat.JSON).stream().map(Object::toString).toList();
    }
}
