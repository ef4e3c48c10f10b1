package health.foramen.scheduling.day;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The clinic days. Each method that changes one is a single conditional write, which is made whole or not at all; what it
 * answers is what the store answered. An event leaves with the state that it tells of.
 */
public interface ClinicDays {

    Optional<ClinicDay> find(DayId day);

    List<ClinicDay> findAll(Collection<DayId> days);

    /** Those of some appointments that are on these days; one that moves may be on two of them. What else a day holds costs next to nothing. */
    List<Appointment> findAppointments(Collection<DayId> days, Set<String> wanted);

    default Optional<Appointment> findAppointment(DayId day, String appointment) {
        return findAppointments(List.of(day), Set.of(appointment)).stream().findFirst();
    }

    /** The versions of those of the days that exist: much less to read than the days. */
    Map<DayId, Long> versions(Collection<DayId> days);

    /** Every day there is: for the check of the whole store only. */
    void forEach(java.util.function.Consumer<ClinicDay> reader);

    /**
     * Puts an appointment into a day in which it is not yet, while the block is open at the revision seen, no claim is
     * taken by another, and this attempt was not abandoned. A lapsed hold stands in the way until it is taken out.
     *
     * @param attempt   the id of this one try
     * @param happening what to tell others; nothing for a hold
     */
    boolean place(Appointment appointment, int blockRevision, String attempt, Optional<Happening> happening, java.time.Instant at);

    /** Replaces an appointment at the revision seen, in the same place, while it is not moving. */
    boolean change(Appointment seen, Appointment next, Happening happening, java.time.Instant at);

    /** Moves it within its day at the revision seen: as {@link #change}, while the new claims are free of others and the block is open. */
    boolean shift(Appointment seen, Appointment next, int blockRevision, String attempt, Happening happening, java.time.Instant at);

    /** As {@link #change}, while everything that {@code next} claims is free of others: another bay, or what a mistaken step gave up. */
    boolean reclaim(Appointment seen, Appointment next, Happening happening, java.time.Instant at);

    /**
     * Gives an appointment other interchangeable units at the same time and place, while they are free of others. Nobody is told: what the
     * patient knows stays as it is.
     */
    boolean reclaim(Appointment seen, List<Claim> claims);

    /** Changes only the marks, whatever the revision; {@code false}: it is not there, is moving, or was marked in the same moment. */
    boolean mark(Appointment seen, Marks marks);

    /** Keeps a hold for longer, at the revision seen. Tells nobody. */
    boolean extend(Appointment hold, Appointment next);

    /**
     * The appointment takes the place of a hold that was kept for it, claims and all, in one write: the hold is still there as it was seen, its block is open at
     * the revision seen, and the appointment is not there (or, within one day, is as it was seen).
     *
     * @param seen the appointment as it was, when it is on the same day
     */
    boolean takeOver(Appointment hold, Appointment next, Optional<Appointment> seen, int blockRevision, String attempt, Happening happening, java.time.Instant at);

    /** Takes a hold out of the day, at the revision seen. */
    boolean release(Appointment hold);

    /** Stops everything else that could happen to it while it moves to another day. Answers the appointment as it then was. */
    Optional<Appointment> beginMove(Appointment seen, Appointment.Moving moving);

    /** The new place was refused: it stays. */
    boolean stay(DayId day, String appointment, String attempt);

    /** The new place was taken: it leaves the old one. Tells nobody. */
    boolean leave(DayId day, String appointment, String attempt);

    /**
     * Makes sure that an attempt can never land any more.
     *
     * @return {@code false}: it did land
     */
    boolean abandon(DayId day, String appointment, String attempt);

    /** Publishes a block into a day, which begins to exist with its first; {@code false}: the block's id is there, or it conflicts with another. */
    boolean publish(DayId day, java.time.ZoneId zone, Block block);

    /** Publishes a block otherwise, at the revision seen, while nobody has a live appointment in it and it conflicts with no other. */
    boolean amend(DayId day, Block seen, Block next);

    /** Takes hours out of a block at the revision seen, or gives them back, whoever is booked in them: what was seen before cannot be booked any more. */
    boolean curtail(DayId day, Block seen, Block next);

    /** Closes a block at the revision seen. */
    boolean close(DayId day, Block seen, String because);
}
