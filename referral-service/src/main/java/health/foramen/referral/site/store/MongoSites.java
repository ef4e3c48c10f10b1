package health.foramen.referral.site.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Setting;
import health.foramen.referral.site.KnownSite;
import health.foramen.referral.site.KnownSite.Clinician;
import health.foramen.referral.site.Sites;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/** {@code sites}: one document each, {@code version} as it is here and {@code announced} as its owner has spoken of it last. */
public final class MongoSites implements Sites {

    private static final String COLLECTION = "sites";
    /** More than any clinic has. */
    private static final int MOST = 500;

    private final MongoOperations mongo;

    public MongoSites(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Optional<KnownSite> find(String id) {
        return Optional.ofNullable(mongo.execute(COLLECTION, sites -> sites.find(eq("_id", id)).first())).flatMap(MongoSites::read);
    }

    @Override
    public List<KnownSite> all() {
        return documents().stream().map(MongoSites::read).flatMap(Optional::stream)
                .sorted(Comparator.comparing((KnownSite site) -> site.name().toLowerCase(Locale.ROOT)).thenComparing(KnownSite::id)).toList();
    }

    @Override
    public void keep(KnownSite site) {
        newer(site.id(), "version", site.version(), Updates.combine(Updates.set("version", site.version()), Updates.set("name", site.name()),
                Updates.set("setting", site.setting().code()), Updates.set("clinicians", site.clinicians().stream()
                        .map(each -> new Document("id", each.id()).append("name", each.name()).append("procedures", each.procedures())).toList())));
    }

    @Override
    public boolean announce(String id, long version) {
        return newer(id, "announced", version, Updates.set("announced", version));
    }

    @Override
    public boolean lacksSome() {
        var known = documents();
        return known.isEmpty() || known.stream().anyMatch(site -> number(site, "announced") > number(site, "version"));
    }

    /** The document's own number decides, so that of two which come at once the newer one stays. */
    private boolean newer(String id, String field, long version, Bson change) {
        try {
            mongo.execute(COLLECTION, sites -> sites.updateOne(and(eq("_id", id), or(exists(field, false), lt(field, version))), change, new UpdateOptions().upsert(true)));
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    private List<Document> documents() {
        return mongo.execute(COLLECTION, sites -> sites.find().limit(MOST).into(new ArrayList<>()));
    }

    private static long number(Document site, String field) {
        return site.get(field) instanceof Number number ? number.longValue() : 0;
    }

    /** Nothing until its owner has told more than that it is there. */
    private static Optional<KnownSite> read(Document site) {
        return Coded.of(Setting.class, site.get("setting", "")).map(setting -> new KnownSite(site.getString("_id"), number(site, "version"), site.getString("name"), setting,
                site.getList("clinicians", Document.class, List.of()).stream()
                        .map(each -> new Clinician(each.getString("id"), each.getString("name"), each.getList("procedures", String.class, List.of()))).toList()));
    }
}
