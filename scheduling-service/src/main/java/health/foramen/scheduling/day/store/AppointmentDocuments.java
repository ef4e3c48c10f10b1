package health.foramen.scheduling.day.store;

import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Appointment.MovedFrom;
import health.foramen.scheduling.day.Appointment.Moving;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.AppointmentState.Arrived;
import health.foramen.scheduling.day.AppointmentState.Booked;
import health.foramen.scheduling.day.AppointmentState.Cancelled;
import health.foramen.scheduling.day.AppointmentState.Completed;
import health.foramen.scheduling.day.AppointmentState.Held;
import health.foramen.scheduling.day.AppointmentState.InProcedure;
import health.foramen.scheduling.day.AppointmentState.NoShow;
import health.foramen.scheduling.day.AppointmentState.Preparing;
import health.foramen.scheduling.day.AppointmentState.Recovering;
import health.foramen.scheduling.day.Change;
import health.foramen.scheduling.day.Claim;
import health.foramen.scheduling.day.Course;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.FollowUp;
import health.foramen.scheduling.day.Marks;
import health.foramen.scheduling.day.Place;
import health.foramen.scheduling.day.TimeOut;
import health.foramen.scheduling.day.Times;
import health.foramen.scheduling.day.Work;
import health.foramen.scheduling.site.Coded;
import health.foramen.scheduling.site.Sedation;
import health.foramen.scheduling.site.Setting;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** How an appointment lies in its day. Instants are dates of the store, since the booking filter compares them there. */
final class AppointmentDocuments {

    private AppointmentDocuments() {
    }

    static Document write(Appointment a) {
        Document document = new Document("id", a.id())
                .append("revision", a.revision())
                .append("settledAt", a.settledAt())
                .append("status", a.state().code())
                .append("state", write(a.state()))
                .append("permit", a.permit())
                .append("referral", a.referral())
                .append("patient", a.patient())
                .append("work", write(a.work()))
                .append("place", write(a.place()))
                .append("times", write(a.times()))
                .append("claims", claims(a.claims()))
                .append("marks", write(a.marks()))
                .append("history", a.history().stream().map(AppointmentDocuments::write).toList());
        if (!a.course().equals(Course.NONE)) {
            document.append("course", write(a.course()));
        }
        a.movedFrom().ifPresent(from -> document.append("movedFrom", new Document("site", from.site()).append("start", date(from.start()))));
        a.moving().ifPresent(moving -> document.append("moving", write(moving)));
        return document;
    }

    static Appointment read(Document d, DayId day, ZoneId zone) {
        return new Appointment(d.getString("id"), d.getLong("revision"), d.getLong("settledAt"), state(d.getString("status"), sub(d, "state")),
                d.getString("permit"), d.getString("referral"), d.getString("patient"), work(sub(d, "work")), place(sub(d, "place"), day, zone),
                times(sub(d, "times")), d.getList("claims", Document.class).stream().map(AppointmentDocuments::claim).toList(), marks(sub(d, "marks")),
                Optional.ofNullable(d.get("movedFrom", Document.class)).map(m -> new MovedFrom(m.getString("site"), instant(m, "start"))),
                Optional.ofNullable(d.get("moving", Document.class))
                        .map(m -> new Moving(m.getString("attempt"), DayId.of(m.getString("to")), instant(m, "since"))),
                Optional.ofNullable(d.get("course", Document.class)).map(AppointmentDocuments::course).orElse(Course.NONE),
                d.getList("history", Document.class).stream().map(AppointmentDocuments::change).toList());
    }

    static List<Document> claims(Collection<Claim> claims) {
        return claims.stream().map(c -> new Document("unit", c.unit()).append("from", date(c.from())).append("to", date(c.to()))).toList();
    }

    static Document write(Marks marks) {
        Document document = new Document("count", marks.count());
        marks.ride().ifPresent(r -> document.append("ride",
                new Document("status", r.status()).append("sequence", r.sequence()).append("at", date(r.at()))));
        marks.confirmed().ifPresent(s -> document.append("confirmed", write(s)));
        marks.changeRequested().ifPresent(s -> document.append("changeRequested", write(s)));
        return marks.permitWithdrawn() ? document.append("permitWithdrawn", true) : document;
    }

    static Document write(Moving moving) {
        return new Document("attempt", moving.attempt()).append("to", moving.to().key()).append("since", date(moving.since()));
    }

    static Date date(Instant instant) {
        return Date.from(instant);
    }

    private static Document write(AppointmentState state) {
        return switch (state) {
            case Held held -> {
                Document document = new Document("expiresAt", date(held.expiresAt())).append("extended", held.extended());
                held.sooner().ifPresent(later -> document.append("sooner", later));
                yield document;
            }
            case Booked _ -> new Document();
            case Arrived arrived -> new Document("at", date(arrived.at()));
            case Preparing preparing -> new Document("at", date(preparing.at())).append("arrivedAt", date(preparing.arrivedAt()));
            case InProcedure in -> new Document("at", date(in.at())).append("timeOut", write(in.timeOut()));
            case Recovering recovering -> new Document("at", date(recovering.at())).append("performedAt", date(recovering.performedAt()));
            case Completed completed -> new Document("at", date(completed.at())).append("performedAt", date(completed.performedAt()))
                    .append("followUp", switch (completed.followUp()) {
                        case FollowUp.On(LocalDate on) -> new Document("date", on.toString());
                        case FollowUp.Visit(String appointment, LocalDate on) -> new Document("date", on.toString()).append("appointment", appointment);
                        case FollowUp.None(String because) -> new Document("noneBecause", because);
                    });
            case Cancelled cancelled -> new Document("at", date(cancelled.at())).append("reason", cancelled.reason());
            case NoShow noShow -> new Document("at", date(noShow.at()));
        };
    }

    private static AppointmentState state(String status, Document d) {
        return switch (status) {
            case "held" -> new Held(instant(d, "expiresAt"), d.getBoolean("extended", false), Optional.ofNullable(d.getString("sooner")));
            case "booked" -> new Booked();
            case "arrived" -> new Arrived(instant(d, "at"));
            case "preparing" -> new Preparing(instant(d, "at"), instant(d, "arrivedAt"));
            case "in-procedure" -> new InProcedure(instant(d, "at"), timeOut(sub(d, "timeOut")));
            case "recovering" -> new Recovering(instant(d, "at"), instant(d, "performedAt"));
            case "completed" -> new Completed(instant(d, "at"), instant(d, "performedAt"), followUp(sub(d, "followUp")));
            case "cancelled" -> new Cancelled(instant(d, "at"), d.getString("reason"));
            case "no-show" -> new NoShow(instant(d, "at"));
            default -> throw new IllegalStateException("an appointment in a state that nobody knows: " + status);
        };
    }

    private static TimeOut timeOut(Document d) {
        return new TimeOut(d.getBoolean("patient"), d.getBoolean("procedure", d.getBoolean("level")), d.getBoolean("side"), d.getBoolean("level"),
                d.getBoolean("clearances"), d.getList("confirmed", Document.class, List.of()).stream()
                        .map(c -> new TimeOut.Confirmed(c.getString("kind"), c.getString("by"))).toList(), d.getString("by"));
    }

    private static Document write(TimeOut said) {
        return new Document("patient", said.patient()).append("procedure", said.procedure()).append("side", said.side()).append("level", said.level())
                .append("clearances", said.clearances()).append("by", said.by())
                .append("confirmed", said.confirmed().stream().map(c -> new Document("kind", c.kind()).append("by", c.by())).toList());
    }

    private static Document write(Course course) {
        Document document = new Document();
        course.asked().ifPresent(a -> document.append("asked", new Document("answer", a.answer().code()).append("at", date(a.at()))));
        course.late().ifPresent(l -> document.append("late", new Document("minutes", l.minutes()).append("at", date(l.at()))));
        course.timeOut().ifPresent(t -> document.append("timeOut", write(t)));
        course.before().ifPresent(b -> document.append("before", new Document("status", b.state().code()).append("state", write(b.state()))
                .append("claims", claims(b.claims())).append("at", date(b.at()))));
        return document;
    }

    private static Course course(Document d) {
        return new Course(
                Optional.ofNullable(d.get("asked", Document.class)).map(a -> new Course.Asked(Course.Answer.of(a.getString("answer")), instant(a, "at"))),
                Optional.ofNullable(d.get("late", Document.class)).map(l -> new Course.Late(l.getInteger("minutes"), instant(l, "at"))),
                Optional.ofNullable(d.get("timeOut", Document.class)).map(AppointmentDocuments::timeOut),
                Optional.ofNullable(d.get("before", Document.class)).map(b -> new Course.Before(state(b.getString("status"), sub(b, "state")),
                        b.getList("claims", Document.class).stream().map(AppointmentDocuments::claim).toList(), instant(b, "at"))));
    }

    private static FollowUp followUp(Document d) {
        if (d.containsKey("appointment")) {
            return new FollowUp.Visit(d.getString("appointment"), LocalDate.parse(d.getString("date")));
        }
        return d.containsKey("date") ? new FollowUp.On(LocalDate.parse(d.getString("date"))) : new FollowUp.None(d.getString("noneBecause"));
    }

    private static Document write(Work work) {
        Document document = new Document("procedure", work.procedure()).append("region", work.region()).append("levels", work.levels())
                .append("sedation", work.sedation().code()).append("position", work.position()).append("escort", work.escortRequired())
                .append("fasting", work.fasting()).append("thinnerHeld", work.bloodThinnerHeld());
        work.side().ifPresent(side -> document.append("side", side));
        return document;
    }

    private static Work work(Document d) {
        return new Work(d.getString("procedure"), d.getString("region"), d.getList("levels", String.class), Optional.ofNullable(d.getString("side")),
                Coded.of(Sedation.class, d.getString("sedation")), d.getString("position"), d.getBoolean("escort"), d.getBoolean("fasting"),
                d.getBoolean("thinnerHeld"));
    }

    private static Document write(Place place) {
        Document document = new Document("setting", place.setting().code()).append("block", place.block()).append("clinician", place.clinician())
                .append("room", place.room());
        place.device().ifPresent(device -> document.append("device", device));
        return document;
    }

    private static Place place(Document d, DayId day, ZoneId zone) {
        return new Place(day, Coded.of(Setting.class, d.getString("setting")), zone, d.getString("block"), d.getString("clinician"), d.getString("room"),
                Optional.ofNullable(d.getString("device")));
    }

    private static Document write(Times times) {
        return new Document("localStart", times.localStart().toString()).append("arriveAt", date(times.arriveAt()))
                .append("prepare", date(times.prepare())).append("start", date(times.start()))
                .append("procedureEnd", date(times.procedureEnd())).append("end", date(times.end()));
    }

    private static Times times(Document d) {
        return new Times(LocalDateTime.parse(d.getString("localStart")), instant(d, "arriveAt"), instant(d, "prepare"), instant(d, "start"),
                instant(d, "procedureEnd"), instant(d, "end"));
    }

    private static Claim claim(Document d) {
        return new Claim(d.getString("unit"), instant(d, "from"), instant(d, "to"));
    }

    private static Document write(Marks.Said said) {
        return new Document("sequence", said.sequence()).append("at", date(said.at()));
    }

    private static Marks marks(Document d) {
        return new Marks(
                Optional.ofNullable(d.get("ride", Document.class)).map(r -> new Marks.Ride(r.getString("status"), r.getLong("sequence"), instant(r, "at"))),
                said(d, "confirmed"), said(d, "changeRequested"), d.getBoolean("permitWithdrawn", false), d.getInteger("count"));
    }

    private static Optional<Marks.Said> said(Document d, String name) {
        return Optional.ofNullable(d.get(name, Document.class)).map(s -> new Marks.Said(s.getLong("sequence"), instant(s, "at")));
    }

    private static Document write(Change change) {
        Document document = new Document("at", date(change.at())).append("by", change.by().id()).append("name", change.by().name())
                .append("what", change.what());
        change.why().ifPresent(why -> document.append("why", why));
        return document;
    }

    private static Change change(Document d) {
        return new Change(instant(d, "at"), new Actor(d.getString("by"), d.getString("name")), d.getString("what"), Optional.ofNullable(d.getString("why")));
    }

    private static Document sub(Document d, String name) {
        return d.get(name, Document.class);
    }

    private static Instant instant(Document d, String name) {
        return d.getDate(name).toInstant();
    }
}
