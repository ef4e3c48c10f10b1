package health.foramen.local;

import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which top-level fields of a document an update can change.
final class ChangedFields {

    /// Operators whose keys are the paths that they change. `$rename` is not among them: it changes what its value names too.
    private static final Set<String> OPERATORS = Set.of("$set", "$unset", "$inc", "$mul", "$min", "$max", "$push", "$pull", "$pullAll", "$pop",
            "$addToSet", "$setOnInsert", "$currentDate");
    /// A path with it depends on where in an array the filter matched.
    private static final String POSITION = ".$";

    private ChangedFields() {
    }

    /// Whether the update says by its paths alone what it changes; one that replaces the whole document does not.
    static boolean areNamedBy(Document change) {
        return !change.isEmpty() && change.entrySet().stream().allMatch(operator -> OPERATORS.contains(operator.getKey())
                && operator.getValue() instanceof Document paths && paths.keySet().stream().noneMatch(ChangedFields::isPositional));
    }

    private static boolean isPositional(String path) {
        return path.endsWith(POSITION) || path.contains(POSITION + ".");
    }

    /// Those that the update does nothing to but push at their ends, and that no index reads: what stands in them already does not matter to it.
    static Set<String> onlyPushedTo(Document change, List<? extends Index<?>> indexes) {
        if (!(change.get("$push") instanceof Document pushed)) {
            return Set.of();
        }
        var rest = change.clone();
        rest.remove("$push");
        var others = of(rest, indexes).collect(Collectors.toSet());
        return pushed.entrySet().stream().filter(entry -> !others.contains(entry.getKey()) && entry.getKey().indexOf('.') < 0 && isAtTheEnd(entry.getValue()))
                .map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static boolean isAtTheEnd(Object pushed) {
        return !(pushed instanceof Document document) || document.keySet().stream().noneMatch(key -> key.startsWith("$") && !key.equals("$each"));
    }

    /// With those that the indexes read.
    static Stream<String> of(Document change, List<? extends Index<?>> indexes) {
        return Stream.concat(
                        change.values().stream().map(Document.class::cast).map(Map::keySet).flatMap(Set::stream),
                        // An index for searches alone stands there by its name only: nothing is kept in it.
                        indexes.stream().filter(index -> !(index instanceof EmptyIndex)).flatMap(index -> index.getKeys().stream()).map(IndexKey::getKey))
                .map(FilteredFields::topLevel).distinct();
    }
}
