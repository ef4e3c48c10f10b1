package health.foramen.local;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Which top-level fields of a document a filter asks about.
final class FilteredFields {

    private static final Set<String> ALTERNATIVES = Set.of("$and", "$or", "$nor");

    private FilteredFields() {
    }

    /// Empty when the filter may ask about any, as an expression may.
    static Optional<Set<String>> of(Document filter) {
        var fields = new HashSet<String>();
        return add(filter, fields) ? Optional.of(fields) : Optional.empty();
    }

    private static boolean add(Document filter, Set<String> fields) {
        for (var condition : filter.entrySet()) {
            var name = condition.getKey();
            if (!name.startsWith("$")) {
                fields.add(topLevel(name));
            } else if (!ALTERNATIVES.contains(name) || !(condition.getValue() instanceof Collection<?> all)
                    || !all.stream().allMatch(each -> each instanceof Document alternative && add(alternative, fields))) {
                return false;
            }
        }
        return true;
    }

    static String topLevel(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }
}
