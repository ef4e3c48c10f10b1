package health.foramen.scheduling.template.store;

import static com.mongodb.client.model.Filters.eq;

import health.foramen.outbox.Outbox;
import health.foramen.outbox.StateDocuments;
import health.foramen.scheduling.template.Template;
import health.foramen.scheduling.template.Templates;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** Templates by id; tens of them, so that reading those of a site may scan. */
public final class StoredTemplates implements Templates {

    private final StateDocuments<Template> templates;

    public StoredTemplates(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        this.templates = new StateDocuments<>(mongo, outbox, "templates", Template.class, mapper);
    }

    @Override
    public Optional<Known> find(String id) {
        return templates.find(id).map(stored -> new Known(stored.state(), stored.version()));
    }

    @Override
    public List<Known> of(String site) {
        return templates.find(eq("state.site", site)).stream().map(stored -> new Known(stored.state(), stored.version()))
                .sorted(Comparator.comparing((Known k) -> k.template().first()).thenComparing(k -> k.template().id())).toList();
    }

    @Override
    public boolean add(Template template) {
        return templates.insert(template.id(), template, List.of());
    }

    @Override
    public boolean replace(Template template, long seen) {
        return templates.replace(template.id(), seen, template, List.of());
    }
}
