package health.foramen.shell;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.util.ClassUtils;

/** Tells a database that cannot be reached from a bug; a service without a database has no such classes. */
final class StoreAway {

    private static final boolean HAS_A_STORE =
            ClassUtils.isPresent("org.springframework.dao.DataAccessResourceFailureException", StoreAway.class.getClassLoader());

    private StoreAway() {
    }

    static boolean recognised(Throwable thrown) {
        return HAS_A_STORE && Dao.recognised(thrown);
    }

    private static final class Dao {

        static boolean recognised(Throwable thrown) {
            return thrown instanceof DataAccessResourceFailureException || thrown instanceof QueryTimeoutException;
        }
    }
}
