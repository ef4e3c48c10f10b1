package health.foramen.scheduling.day;

import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/** Where each clinician is: one document per clinician and year, so that nobody is published at two sites at one time. */
public interface ClinicianAgendas {

    record Line(DayId day, String block, Instant from, Instant to) {

        /** Whether both are at one time; the same block is not against itself. */
        public boolean conflicts(Line other) {
            boolean same = day.equals(other.day) && block.equals(other.block);
            return !same && from.isBefore(other.to) && other.from.isBefore(to);
        }
    }

    /** Everybody's, one clinician and year at a time: for the check of the whole store only. */
    void forEach(BiConsumer<String, List<Line>> reader);

    /** What the clinician has that year. */
    List<Line> of(String clinician, int year);

    /** Enters the lines that are not there yet, all of one year, or none of them: then it answers those that conflict. */
    List<Line> enter(String clinician, int year, List<Line> lines);

    void leave(String clinician, int year, DayId day, String block);
}
