package health.foramen.scheduling.day;

/** Whoever keeps a picture of the days and wants to know when this instance changed one. */
public interface DayWatch {

    void changed(DayId day);

    void placed(DayId day, Appointment appointment);
}
