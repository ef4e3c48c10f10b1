package health.foramen.scheduling.permit;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The copy of every permit this service was told of. */
public interface Permits {

    Optional<Permit> find(String id);

    List<Permit> findAll(Collection<String> ids);

    /** Keeps the newer fact; {@code false}: this one, or a newer one, is kept already. */
    boolean keep(Permit permit);
}
