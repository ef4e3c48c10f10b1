package health.foramen.referral.draft.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import health.foramen.referral.care.store.Written;
import health.foramen.referral.draft.Draft;
import health.foramen.referral.draft.Draft.Owner;
import health.foramen.referral.draft.Drafts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code drafts}: one document each, without an outbox, since nobody hears of them. {@code draft-lists}: for each owner the ids of its drafts; an id
 * enters before its draft is written and leaves after, so the list may name too many and never too few.
 */
public final class MongoDrafts implements Drafts {

    private static final String COLLECTION = "drafts";
    private static final String LISTS = "draft-lists";
    private static final TypeReference<LinkedHashMap<String, Object>> FIELDS = new TypeReference<>() { };

    private final MongoOperations mongo;
    private final JsonMapper mapper = Written.words().mapper();

    public MongoDrafts(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Optional<Draft> find(UUID id) {
        return Optional.ofNullable(mongo.execute(COLLECTION, drafts -> drafts.find(eq("_id", id.toString())).first())).map(this::read);
    }

    @Override
    public boolean add(Draft draft) {
        try {
            mongo.execute(COLLECTION, drafts -> drafts.insertOne(write(draft)));
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    @Override
    public boolean replace(Draft seen, Draft next) {
        return mongo.execute(COLLECTION, drafts -> drafts.replaceOne(and(eq("_id", seen.id().toString()), eq("version", seen.version())), write(next))).getMatchedCount() == 1;
    }

    @Override
    public boolean delete(Draft seen) {
        var id = seen.id().toString();
        return mongo.execute(COLLECTION, drafts -> drafts.deleteOne(and(eq("_id", id), eq("version", seen.version())))).getDeletedCount() == 1
                || find(seen.id()).isEmpty();
    }

    @Override
    public boolean list(Owner owner, UUID id, int most) {
        if (entered(owner, id, most)) {
            return true;
        }
        var there = ids(owner);
        var found = find(there).stream().map(draft -> draft.id().toString()).toList();
        there.stream().filter(each -> !found.contains(each)).forEach(gone -> unlist(owner, UUID.fromString(gone)));
        return entered(owner, id, most);
    }

    private boolean entered(Owner owner, UUID id, int most) {
        try {
            mongo.execute(LISTS, lists -> lists.updateOne(and(eq("_id", owner.key()), ne("ids", id.toString()), exists("ids." + (most - 1), false)),
                    Updates.push("ids", id.toString()), new UpdateOptions().upsert(true)));
            return true;
        } catch (DuplicateKeyException _) {
            return ids(owner).contains(id.toString());
        }
    }

    @Override
    public void unlist(Owner owner, UUID id) {
        mongo.execute(LISTS, lists -> lists.updateOne(eq("_id", owner.key()), Updates.pull("ids", id.toString())));
    }

    @Override
    public List<Draft> of(Owner owner) {
        return find(ids(owner)).stream().filter(draft -> draft.owner().equals(owner)).toList();
    }

    /** A look through all of them, once an hour: there are {@value Draft#MOST} a practice at the most. */
    @Override
    public List<Draft> savedBefore(Instant moment) {
        return mongo.execute(COLLECTION, drafts -> drafts.find(lt("savedAt", Date.from(moment))).map(this::read).into(new ArrayList<>()));
    }

    @Override
    public List<Draft> those(Predicate<Draft> wanted) {
        return mongo.execute(COLLECTION, drafts -> {
            var found = new ArrayList<Draft>();
            drafts.find().map(this::read).forEach(draft -> {
                if (wanted.test(draft)) {
                    found.add(draft);
                }
            });
            return found;
        });
    }

    private List<Draft> find(List<String> ids) {
        return mongo.execute(COLLECTION, drafts -> drafts.find(in("_id", ids)).map(this::read).into(new ArrayList<>()));
    }

    private List<String> ids(Owner owner) {
        var list = mongo.execute(LISTS, lists -> lists.find(eq("_id", owner.key())).first());
        return list == null ? List.of() : list.getList("ids", String.class, List.of());
    }

    private Document write(Draft draft) {
        return new Document("_id", draft.id().toString()).append("version", draft.version()).append("savedAt", Date.from(draft.savedAt()))
                .append("state", new Document(mapper.convertValue(draft, FIELDS)));
    }

    private Draft read(Document document) {
        return mapper.convertValue(document.get("state"), Draft.class);
    }
}
