package health.foramen.benchmarks;

import health.foramen.benchmarks.running.LargeClinic;
import health.foramen.benchmarks.running.Opening;
import health.foramen.benchmarks.running.RunningSuite;
import health.foramen.benchmarks.running.Staff;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;

/// Openings of the large clinic that do not stand in each other's way.
final class Places {

    private static final int MINUTES_OF_A_PROCEDURE = 30;

    private Places() {
    }

    /// So many, no two in one room at one time, days and sites mixed; always in the same order.
    ///
    /// @param firstDay days from today
    static List<Opening> apart(RunningSuite suite, String permitId, int count, int firstDay) {
        var places = new ArrayList<Opening>();
        try (var staff = new Staff(suite)) {
            for (int day = firstDay; day <= LargeClinic.DAYS && places.size() < count; day++) {
                for (int site = 0; site < LargeClinic.SITES; site++) {
                    places.addAll(apart(staff.openingsAt(permitId, LargeClinic.site(site), LocalDate.now().plusDays(day))));
                }
            }
        }
        if (places.size() < count) {
            throw new IllegalStateException("Only %d places where %d are wanted".formatted(places.size(), count));
        }
        Collections.shuffle(places, new Random(1));
        return places.subList(0, count);
    }

    private static List<Opening> apart(List<Opening> found) {
        var taken = new HashSet<String>();
        return found.stream().filter(one -> one.localStart().getMinute() % MINUTES_OF_A_PROCEDURE == 0 && taken.add(one.room() + one.localStart())).toList();
    }
}
