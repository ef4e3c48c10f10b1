package health.foramen.journeys.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrimmingTest {

    private static final JsonNode VISIT = JsonMapper.shared().readTree("""
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["appointmentId", "revision", "at", "followUp"],
              "properties": {
                "appointmentId": {"type": "string", "format": "uuid"},
                "revision": {"type": "integer", "minimum": 1},
                "levels": {"type": "array", "minItems": 1, "items": {"enum": ["L4", "L5"]}},
                "spans": {"$ref": "#/$defs/spans"},
                "at": {"type": "string", "format": "date-time"},
                "followUp": {"oneOf": [
                  {"type": "object", "required": ["date"], "properties": {"date": {"type": "string", "format": "date"}}, "additionalProperties": false},
                  {"type": "object", "required": ["noneBecause"], "properties": {"noneBecause": {"type": "string"}}, "additionalProperties": false}
                ]},
                "movedFrom": {"type": ["object", "null"], "properties": {"siteId": {"type": "string"}}},
                "clearances": {"type": "array", "items": {"type": "object", "required": ["kind", "state"],
                  "properties": {"kind": {"type": "string"}, "state": {"enum": ["open", "given"]}}}}
              },
              "allOf": [{"properties": {"zone": {"type": "string"}}, "required": ["zone"]}],
              "$defs": {"spans": {"type": "object", "required": ["prepareMinutes"], "properties": {"prepareMinutes": {"type": "integer"}}}}
            }""");

    private static boolean isPromised(String read) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Trimming.of(VISIT)).validate(JsonMapper.shared().readTree(read)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{}",
            "{\"revision\": 2}",
            "{\"levels\": [\"L5\"], \"zone\": \"America/Chicago\"}",
            "{\"spans\": {}}",
            "{\"spans\": {\"prepareMinutes\": 15}}",
            "{\"followUp\": {\"date\": \"2026-12-17\"}}",
            "{\"followUp\": {\"noneBecause\": \"moved-away\"}}",
            "{\"movedFrom\": {\"siteId\": \"lakeside\"}}",
            "{\"movedFrom\": null}",
            "{\"clearances\": [{\"state\": \"given\"}]}"})
    void aConsumerMayReadAnyPart(String read) {
        assertThat(isPromised(read)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"revisions\": 2}",
            "{\"revision\": \"2\"}",
            "{\"revision\": 0}",
            "{\"levels\": \"L5\"}",
            "{\"levels\": [\"L6\"]}",
            "{\"spans\": {\"prepareHours\": 1}}",
            "{\"followUp\": {\"day\": \"2026-12-17\"}}",
            "{\"movedFrom\": {\"site\": \"lakeside\"}}",
            "{\"clearances\": [{\"state\": \"given\", \"by\": \"dr.haddad\"}]}",
            "{\"clearances\": [{\"state\": \"perhaps\"}]}"})
    void aConsumerMayReadNothingElse(String read) {
        assertThat(isPromised(read)).isFalse();
    }
}
