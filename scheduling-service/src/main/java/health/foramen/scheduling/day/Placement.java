package health.foramen.scheduling.day;

import java.util.List;

/**
 * One way to fit a visit into a day: the chosen place and times with every claim. Bays and nurses in it are
 * interchangeable: another free one would do as well.
 *
 * @param blockRevision the revision at which the block was seen open
 */
public record Placement(Place place, int blockRevision, Times times, List<Claim> claims) {

    public Placement {
        claims = List.copyOf(claims);
    }
}
