package health.foramen.scheduling.permit;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The copy of every permit this service was told of. */
public interface Permits {

    Optional<Permit> find(String id);

    List<Permit> findAll(Collection<String> ids);

    /** Every permit, one after the other: for the check of the whole store. */
    void forEach(Consumer<Permit> reader);

    /** Keeps the newer fact; {@code false}: this one, or a newer one, is kept already. */
    boolean keep(Permit permit);
}
