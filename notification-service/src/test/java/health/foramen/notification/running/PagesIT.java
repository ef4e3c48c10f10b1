package health.foramen.notification.running;

import static health.foramen.notification.running.RunningClinic.CLOCK;
import static health.foramen.notification.running.RunningClinic.MAIL;
import static health.foramen.notification.running.RunningClinic.MORNING;
import static health.foramen.notification.running.RunningClinic.NEIGHBOURS;
import static health.foramen.notification.running.RunningClinic.aPatient;
import static health.foramen.notification.running.RunningClinic.awaitState;
import static health.foramen.notification.running.RunningClinic.bean;
import static health.foramen.notification.running.RunningClinic.booked;
import static health.foramen.notification.running.RunningClinic.get;
import static health.foramen.notification.running.RunningClinic.getAs;
import static health.foramen.notification.running.RunningClinic.journey;
import static health.foramen.notification.running.RunningClinic.post;
import static health.foramen.notification.running.RunningClinic.postAs;
import static health.foramen.notification.running.RunningClinic.soon;
import static health.foramen.notification.running.RunningClinic.told;
import static health.foramen.notification.running.RunningClinic.visitOf;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.OptOuts;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.diary.KeepingDiaries;
import health.foramen.notification.journey.Appointment;
import health.foramen.notification.journey.AppointmentStatus;
import health.foramen.notification.journey.Cast;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Ride;
import health.foramen.notification.journey.StepState.Failed;
import health.foramen.notification.journey.StepState.Sent;
import health.foramen.notification.offer.KeepingOffers;
import health.foramen.notification.offer.Offer;
import health.foramen.notification.running.Neighbours.Text;
import health.foramen.notification.running.RunningClinic.Answer;
import health.foramen.outbox.StableIds;
import health.foramen.safeguard.Role;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The patient's own page and the desk's. */
class PagesIT {

    @BeforeEach
    void aQuietMorning() {
        CLOCK.moveTo(MORNING);
    }

    private static String linkOf(Appointment visit) {
        String body = NEIGHBOURS.textsAbout(visit.appointmentId()).stream().map(Text::body).filter(text -> text.contains("/v/")).toList().getLast();
        return body.substring(body.indexOf("/v/")).strip();
    }

    private static Appointment aToldVisit(PatientCard patient) {
        Appointment visit = booked(patient);
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        soon().until(() -> !NEIGHBOURS.textsAbout(visit.appointmentId()).isEmpty());
        return visit;
    }

    /** @return the cookie of an opened page */
    private static String opened(String link) {
        Answer open = post(link + "/open", Map.of("year", "1958"));
        assertThat(open.status()).isIn(302, 303);
        String cookie = open.header("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Secure", "Path=" + link);
        return cookie.substring(0, cookie.indexOf(';'));
    }

    @Test
    void theLinkTellsNothingBeforeTheBirthYearAndLookingChangesNothing() {
        PatientCard rosa = aPatient(Language.SPANISH);
        Appointment visit = aToldVisit(rosa);
        String link = linkOf(visit);
        Answer shut = get(link, "Accept", "text/html", "Accept-Language", "es-MX,es;q=0.8");
        assertThat(shut.status()).isEqualTo(200);
        assertThat(shut.body()).contains("Su año de nacimiento").doesNotContain("Lakeside", "Rosa", "10:15");
        assertThat(shut.header("Cache-Control")).contains("no-store");
        assertThat(post(link + "/confirm", Map.of()).status()).isIn(302, 303);
        assertThat(post(link + "/ride", Map.of("driver", "Luis")).status()).isIn(302, 303);
        assertThat(get(link + "/visit.ics").status()).isEqualTo(303);
        assertThat(journey(visit.appointmentId()).confirmedAt()).isEmpty();
        assertThat(journey(visit.appointmentId()).ride().driver()).isEmpty();
    }

    @Test
    void behindTheBirthYearThePatientConfirmsNamesADriverAndTakesTheCalendar() {
        PatientCard rosa = aPatient(Language.SPANISH);
        Appointment visit = aToldVisit(rosa);
        String link = linkOf(visit);
        String cookie = opened(link);
        assertThat(get(link, "Cookie", cookie).body()).contains("Lakeside Surgery Center", "jueves 3 de diciembre", "10:15 am", "¿Quién le lleva a casa?", "lang=\"es\"");
        post(link + "/confirm", Map.of(), "Cookie", cookie);
        assertThat(journey(visit.appointmentId()).confirmedAt()).isPresent();
        Answer wrong = post(link + "/ride", Map.of("driver", "", "phone", "abc"), "Cookie", cookie, "Accept", "text/html");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("Por favor, escriba quién le lleva a casa.", "Esto no parece un número de teléfono.");
        post(link + "/ride", Map.of("driver", "Luis", "phone", "٣١٢ ٥٥٥ ٠١٧٧"), "Cookie", cookie);
        assertThat(journey(visit.appointmentId()).ride().status()).isEqualTo(Ride.Status.ARRANGED);
        assertThat(journey(visit.appointmentId()).ride().phone()).contains("312 555 0177");
        assertThat(get(link + "/visit.ics", "Cookie", cookie).body()).contains("BEGIN:VCALENDAR", "20261203T153000Z");
        assertThat(get(link, "Cookie", cookie).body()).contains("El mismo día, jueves 3 de diciembre", "Desde las 3:30 am no coma nada", "Hasta las 7:30 am");
        post(link + "/no-ride", Map.of(), "Cookie", cookie);
        assertThat(journey(visit.appointmentId()).ride().status()).isEqualTo(Ride.Status.MISSING);
        assertThat(get(link, "Cookie", cookie).body()).contains("todavía no tiene quien le lleve");
        post(link + "/change", Map.of("day", "TUESDAY", "hours", "afternoon", "note", "después del 12"), "Cookie", cookie);
        assertThat(journey(visit.appointmentId()).changeAskedAt()).isPresent();
        assertThat(getAs(Role.FRONT_DESK, "/conversations/" + rosa.patientId(), "text/html").body())
                .contains("Opened the visit page.", "Named who drives on the visit page: Luis", "Days: Tuesday. Time: afternoon. “después del 12”");
        assertThat(get(link + "?lang=ar", "Cookie", cookie).body()).contains("dir=\"rtl\"", "من سيوصلك إلى المنزل؟",
                "href=\"tel:+13125550190\"", "<bdi dir=\"ltr\">(312) 555-0190</bdi>");
        post(link + "/texts", Map.of("wish", "stop"), "Cookie", cookie);
        assertThat(journey(visit.appointmentId()).steps()).noneMatch(step -> step.isPlanned() && step.channel() == Channel.TEXT);
        assertThat(get(link, "Cookie", cookie).body()).contains("Ya no recibirá mensajes de texto").doesNotContain("Ya no recibirá correos");
        assertThat(journey(visit.appointmentId()).steps()).anyMatch(step -> step.isPlanned() && step.channel() == Channel.EMAIL);
        post(link + "/mails", Map.of("wish", "stop"), "Cookie", cookie);
        assertThat(journey(visit.appointmentId()).steps()).noneMatch(step -> step.isPlanned() && step.channel() == Channel.EMAIL);
        post(link + "/mails", Map.of("wish", "start"), "Cookie", cookie);
        assertThat(journey(visit.appointmentId()).steps()).anyMatch(step -> step.isPlanned() && step.channel() == Channel.EMAIL);
    }

    @Test
    void anEarlierTimeIsTakenOnThePageOnceAndInTime() {
        PatientCard amal = aPatient(Language.ARABIC);
        Appointment visit = aToldVisit(amal);
        LocalDateTime earlier = LocalDateTime.of(2026, 11, 17, 9, 0);
        String id = StableIds.of("offer", amal.patientId()).toString();
        bean(KeepingOffers.class).offerIs(new Offer(id, 1, Offer.Status.OFFERED, amal.patientId(), Optional.of(visit.appointmentId()), "lakeside", Cast.CHICAGO, earlier,
                earlier.atZone(Cast.CHICAGO).toInstant(), MORNING.plus(Duration.ofHours(3)), Optional.empty(), Optional.empty()));
        String link = linkOf(visit);
        String cookie = opened(link);
        assertThat(get(link, "Cookie", cookie).body()).contains("يتوفر موعد أبكر", "أريد هذا الموعد");
        assertThat(post(link + "/offers/" + id, Map.of("answer", "take")).header("Location").orElseThrow()).as("not without the birth year").doesNotContain("done");
        assertThat(post(link + "/offers/" + id, Map.of("answer", "take"), "Cookie", cookie).header("Location").orElseThrow()).endsWith("done=taken");
        assertThat(post(link + "/offers/" + id, Map.of("answer", "keep"), "Cookie", cookie).header("Location").orElseThrow()).as("the first answer stands").endsWith("done=taken");
        assertThat(post(link + "/offers/no-such-offer", Map.of("answer", "take"), "Cookie", cookie).header("Location").orElseThrow()).endsWith("done=gone");
        assertThat(get(link, "Cookie", cookie).body()).contains("نحجز لك هذا الموعد الآن");
        soon().until(() -> MAIL.getReceivedMessages().length > 0 && java.util.Arrays.stream(MAIL.getReceivedMessages()).map(PagesIT::subject).anyMatch("يتوفر موعد أبكر"::equals));
    }

    @Test
    void theButtonOfAMailReaderEndsEmailAtThatAddressAndLookingDoesNot() throws Exception {
        PatientCard known = aPatient(Language.SPANISH);
        PatientCard rosa = new PatientCard(known.patientId(), 2, known.givenName(), known.familyName(), known.initials(), known.birthDate(), known.language(), known.zone(), known.phone(),
                Optional.of("rosa-" + known.patientId() + "@example.org"), true, true, Optional.of("email"), known.asOf());
        bean(Cards.class).keep(rosa);
        Appointment visit = aToldVisit(rosa);
        awaitState(visit, "booked", Channel.EMAIL, Sent.class);
        var letter = java.util.Arrays.stream(MAIL.getReceivedMessages()).filter(mail -> to(mail).equals(rosa.email().orElseThrow())).findFirst().orElseThrow();
        assertThat(letter.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        String address = letter.getHeader("List-Unsubscribe")[0];
        assertThat(address).startsWith("<" + RunningClinic.PUBLIC_URL + "/v/").endsWith("/no-mail>");
        String stop = address.substring(1 + RunningClinic.PUBLIC_URL.length(), address.length() - 1);

        Answer looked = get(stop, "Accept", "text/html", "Accept-Language", "ar");
        assertThat(looked.status()).isEqualTo(200);
        assertThat(looked.body()).contains("dir=\"rtl\"", "إيقاف البريد الإلكتروني").doesNotContain("Rosa", "Lakeside");
        assertThat(journey(visit.appointmentId()).steps()).as("looking changes nothing").anyMatch(step -> step.isPlanned() && step.channel() == Channel.EMAIL);
        assertThat(get(stop.replace("/no-mail", ""), "Accept", "text/html").status()).as("it opens no visit").isEqualTo(404);
        assertThat(post(stop.replace("/no-mail", "/open"), Map.of("year", "1958"), "Accept", "text/html").header("Set-Cookie")).isEmpty();

        assertThat(post(stop, Map.of("List-Unsubscribe", "One-Click")).status()).as("no redirect").isEqualTo(200);
        assertThat(journey(visit.appointmentId()).steps()).noneMatch(step -> step.isPlanned() && step.channel() == Channel.EMAIL);
        assertThat(journey(visit.appointmentId()).steps()).as("texts go on").anyMatch(step -> step.isPlanned() && step.channel() == Channel.TEXT);
        assertThat(post(stop, Map.of("List-Unsubscribe", "One-Click")).status()).isEqualTo(200);
        assertThat(get(stop, "Accept", "text/html", "Accept-Language", "es").body()).contains("Ya no recibirá correos nuestros.", "Recibir correos");
        assertThat(getAs(Role.FRONT_DESK, "/conversations/" + rosa.patientId(), "text/html").body()).containsOnlyOnce("Wants no more e-mail (asked from an e-mail).");

        assertThat(post(stop, Map.of("wish", "start", "lang", "es")).header("Location").orElseThrow()).endsWith("/no-mail?lang=es");
        assertThat(journey(visit.appointmentId()).steps()).anyMatch(step -> step.isPlanned() && step.channel() == Channel.EMAIL);
        assertThat(post("/v/" + "D".repeat(22) + "/no-mail", Map.of("List-Unsubscribe", "One-Click"), "Accept", "text/html").status()).isEqualTo(404);
        assertThat(post(linkOf(visit) + "/no-mail", Map.of("List-Unsubscribe", "One-Click"), "Accept", "text/html").status()).as("a visit's link ends nothing").isEqualTo(404);
    }

    private static String to(jakarta.mail.internet.MimeMessage message) {
        try {
            return message.getAllRecipients()[0].toString();
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static String subject(jakarta.mail.internet.MimeMessage message) {
        try {
            return message.getSubject();
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoReadsArabicReadsItOnAnEnglishPhoneTooUnlessTheyChoose() {
        PatientCard rosa = aPatient(Language.ARABIC);
        String link = linkOf(aToldVisit(rosa));
        String shut = get(link, "Accept", "text/html", "Accept-Language", "en-US,en;q=0.9").body();
        assertThat(shut).contains("Your year of birth", "name=\"lang\" value=\"\"");
        assertThat(get(link + "?lang=es", "Accept", "text/html", "Accept-Language", "en").body()).contains("name=\"lang\" value=\"es\"");
        Answer open = post(link + "/open", Map.of("year", "1958", "lang", ""), "Accept-Language", "en-US,en;q=0.9");
        assertThat(open.header("Location").orElseThrow()).doesNotContain("lang=");
        String cookie = open.header("Set-Cookie").orElseThrow();
        assertThat(get(link, "Cookie", cookie.substring(0, cookie.indexOf(';')), "Accept-Language", "en-US,en;q=0.9").body()).contains("lang=\"ar\"", "dir=\"rtl\"");
    }

    @Test
    void whatIsWrittenOnAPageThatWasLeftOpenIsKeptToo() {
        PatientCard rosa = aPatient(Language.ENGLISH);
        Appointment visit = aToldVisit(rosa);
        String link = linkOf(visit);
        String cookie = opened(link);
        post(link + "/change", Map.of("note", "not on Tuesday"), "Cookie", cookie);
        post(link + "/change", Map.of("note", "not on Tuesday"), "Cookie", cookie);
        post(link + "/change", Map.of("note", "a".repeat(199) + "😀 and Friday"), "Cookie", cookie);
        String thread = getAs(Role.FRONT_DESK, "/conversations/" + rosa.patientId(), "text/html").body();
        assertThat(thread.split("not on Tuesday", -1)).as("pressed twice is one wish").hasSize(2);
        assertThat(thread).as("other words are another, and no letter is cut in two").contains("“" + "a".repeat(199) + "”");
        post(link + "/ride", Map.of("driver", "\u0000Luis\u0007", "phone", "312 555 0177"), "Cookie", cookie);
        assertThat(journey(visit.appointmentId()).ride().driver()).contains("Luis");
        post(link + "/ride", Map.of("driver", "Luis", "phone", "312 555 0178"), "Cookie", cookie);
        assertThat(getAs(Role.FRONT_DESK, "/conversations/" + rosa.patientId(), "text/html").body()).as("another number is news").contains("312 555 0177", "312 555 0178");
        assertThat(post(link + "/ride", Map.of("driver", "\u0000\u0001"), "Cookie", cookie, "Accept", "text/html").status()).isEqualTo(422);
    }

    @Test
    void aPageThatWasLeftOpenConfirmsNoOtherTimeAndNoCancelledVisit() {
        PatientCard rosa = aPatient(Language.ENGLISH);
        Appointment visit = aToldVisit(rosa);
        String link = linkOf(visit);
        String cookie = opened(link);
        assertThat(get(link, "Cookie", cookie).body()).contains("name=\"start\" value=\"" + visit.start() + "\"");
        Appointment moved = RunningClinic.told(Cast.movedTo(visit, visit.localStart().plusDays(1), MORNING));
        assertThat(post(link + "/confirm", Map.of("start", visit.start().toString()), "Cookie", cookie).header("Location").orElseThrow()).endsWith("done=changed");
        assertThat(journey(visit.appointmentId()).confirmedAt()).as("nobody said yes to the new time").isEmpty();
        assertThat(get(link + "?done=changed", "Cookie", cookie).body()).contains("This visit has changed meanwhile", "Friday, December 4");
        assertThat(post(link + "/confirm", Map.of("start", moved.start().toString()), "Cookie", cookie).header("Location").orElseThrow()).endsWith("done=yes");
        assertThat(journey(visit.appointmentId()).confirmedAt()).isPresent();
        RunningClinic.told(Cast.later(moved, AppointmentStatus.CANCELLED, MORNING));
        for (String deed : List.of("/confirm", "/no-ride", "/ride")) {
            assertThat(post(link + deed, Map.of("driver", "Luis"), "Cookie", cookie).header("Location").orElseThrow()).as(deed).endsWith("done=changed");
        }
        assertThat(get(link + "?done=changed", "Cookie", cookie).body()).contains("This visit is cancelled", "Please do not come").doesNotContain("Yes, I will come", "Saved.");
        assertThat(getAs(Role.FRONT_DESK, "/conversations/" + rosa.patientId(), "text/html").body()).doesNotContain("Has nobody who drives", "Named who drives");
    }

    @Test
    void anEmergencyInTheNoteOfAWishIsAnEmergency() {
        PatientCard rosa = aPatient(Language.SPANISH);
        Appointment visit = aToldVisit(rosa);
        String link = linkOf(visit);
        String cookie = opened(link);
        assertThat(post(link + "/change", Map.of("note", "no puedo orinar desde ayer"), "Cookie", cookie).header("Location").orElseThrow()).endsWith("done=emergency");
        assertThat(get(link + "?done=emergency", "Cookie", cookie).body()).contains("data-kind=\"emergency\"", "Lo que describe puede ser una emergencia");
        soon().untilAsserted(() -> assertThat(NEIGHBOURS.textsTo(rosa.phone().orElseThrow())).extracting(Text::body).anyMatch(body -> body.contains("emergencia")));
        assertThat(journey(visit.appointmentId()).steps()).anyMatch(step -> step.name().startsWith("answer-red-flag-page-"));
    }

    @Test
    void whoeverTriesAddressesIsToldToStopAndARealOneStillOpens() {
        Appointment visit = aToldVisit(aPatient(Language.ENGLISH));
        String link = linkOf(visit);
        String caller = "203.0.113." + (1 + (int) (System.nanoTime() % 250));
        for (int i = 0; i < 30; i++) {
            assertThat(get("/v/" + "B".repeat(20) + (10 + i), "Accept", "text/html", "X-Forwarded-For", caller).status()).isEqualTo(404);
        }
        Answer tooOften = get("/v/" + "C".repeat(22), "Accept", "text/html", "X-Forwarded-For", caller);
        assertThat(tooOften.status()).isEqualTo(429);
        assertThat(tooOften.header("Retry-After")).contains("60");
        assertThat(get(link, "Accept", "text/html", "X-Forwarded-For", caller).status()).isEqualTo(200);
    }

    @Test
    void wrongYearsAreCountedAndThenThePageRests() {
        Appointment visit = aToldVisit(aPatient(Language.ENGLISH));
        String link = linkOf(visit);
        for (int i = 0; i < 4; i++) {
            assertThat(post(link + "/open", Map.of("year", "19" + (60 + i)), "Accept", "text/html").status()).isEqualTo(422);
        }
        assertThat(post(link + "/open", Map.of("year", "1900"), "Accept", "text/html").status()).isIn(422, 429);
        Answer right = post(link + "/open", Map.of("year", "1958"), "Accept", "text/html");
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.header("Set-Cookie")).isEmpty();
    }

    @Test
    void afterTheVisitThePageIsADiary() {
        PatientCard rosa = aPatient(Language.ENGLISH);
        Appointment visit = aToldVisit(rosa);
        CLOCK.moveTo(visit.end());
        told(Cast.later(visit, AppointmentStatus.COMPLETED, CLOCK.instant()));
        CLOCK.moveTo(LocalDateTime.of(2026, 12, 4, 10, 1).atZone(Cast.CHICAGO).toInstant());
        awaitState(visit, "check-in", Channel.TEXT, Sent.class);
        String link = linkOf(visit);
        String cookie = opened(link);
        assertThat(get(link, "Cookie", cookie).body()).contains("Day 1: how strong is your pain now?", "What can be normal", "Thursday, December 31");
        assertThat(get(link + "?lang=ar", "Cookie", cookie).body()).as("digits keep their order").contains("\u2066(312) 555-0190\u2069");
        assertThat(post(link + "/diary", Map.of("pain", "11"), "Cookie", cookie).status()).isEqualTo(422);
        post(link + "/diary", Map.of("pain", "4"), "Cookie", cookie);
        post(link + "/diary", Map.of("pain", "5"), "Cookie", cookie);
        assertThat(bean(KeepingDiaries.class).find(visit.appointmentId()).orElseThrow().on(1).orElseThrow()).extracting("pain", "version").containsExactly(5, 2);
        assertThat(get(link, "Cookie", cookie).body()).contains("5 of 10 is noted for day 1");
    }

    @Test
    void anUnknownOrMangledLinkIsAFriendlyNothing() {
        for (String token : List.of("AAAAAAAAAAAAAAAAAAAAAA", "short", "%3Cscript%3E", "a".repeat(300))) {
            Answer gone = get("/v/" + token, "Accept", "text/html");
            assertThat(gone.status()).as(token).isEqualTo(404);
            assertThat(gone.body()).contains("This link no longer works");
            assertThat(post("/v/" + token + "/diary", Map.of("pain", "3")).status()).isIn(302, 303, 404);
        }
    }

    @Test
    void theDeskReadsTheThreadWritesAndNotesACall() {
        PatientCard rosa = aPatient(Language.SPANISH);
        Appointment visit = aToldVisit(rosa);
        String page = "/conversations/" + rosa.patientId();
        assertThat(getAs(Role.FRONT_DESK, "/conversations?q=delgado", "text/html").body()).contains(page);
        String thread = getAs(Role.CLINICIAN, page, "text/html").body();
        assertThat(thread).contains("Rosa Delgado", "Foramen: cita el 3 dic", "/v/…", "Preparation and ride", "/appointments/" + visit.appointmentId()).doesNotContain("Write to the patient");
        Answer empty = postAs(Role.FRONT_DESK, page + "/texts", Map.of("words", " "));
        assertThat(empty.status()).isEqualTo(422);
        assertThat(postAs(Role.CLINICIAN, page + "/texts", Map.of("words", "hello")).status()).isEqualTo(403);
        for (String elsewhere : List.of("See https://visit.foramen.org.evil.example/v/x", "Look at bit.ly/3xYz", "www.evil.example", "ver http://localhost:8080/v/x", "localhost:8083/v/x",
                "127.0.0.1/v/x", "https://visit.foramen.org@evil.example/", "إلى evil.com الآن", "evil.example:443/a")) {
            for (String form : List.of("/texts", "/preview")) {
                Answer refused = postAs(Role.FRONT_DESK, page + form, Map.of("words", elsewhere));
                assertThat(refused.status()).as(elsewhere).isEqualTo(422);
                assertThat(refused.body()).as(elsewhere).contains("A message may lead to our own pages only", "id=\"words-error\"");
            }
        }
        assertThat(postAs(Role.FRONT_DESK, page + "/preview", Map.of("words", "Dr.Chen llama a las 10.15, no a las 9.30. https://visit.foramen.org/v/x rosa@example.org")).status()).isEqualTo(200);
        String once = java.util.UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            assertThat(postAs(Role.FRONT_DESK, page + "/texts", Map.of("words", "Por favor llame.", "once", once)).status()).isIn(302, 303);
        }
        soon().untilAsserted(() -> assertThat(NEIGHBOURS.textsTo(rosa.phone().orElseThrow())).extracting(Text::body).containsOnlyOnce("Foramen: Por favor llame."));
        assertThat(postAs(Role.FRONT_DESK, page + "/calls", Map.of("note", "Asked about parking.")).status()).isIn(302, 303);
        assertThat(getAs(Role.FRONT_DESK, page, "text/html").body()).contains("Asked about parking.", "noted by dana");
        assertThat(getAs(Role.FRONT_DESK, "/conversations/nobody", "text/html").status()).isEqualTo(404);
        assertThat(postAs(Role.FRONT_DESK, "/conversations/nobody/calls", Map.of("note", "x")).status()).isEqualTo(404);
    }

    @Test
    void theDeskSeesHowWordsWillReadBeforeTheyGo() {
        PatientCard amal = aPatient(Language.ARABIC);
        aToldVisit(amal);
        String page = "/conversations/" + amal.patientId();
        Answer seen = postAs(Role.FRONT_DESK, page + "/preview", Map.of("words", "نرجو الاتصال بنا اليوم."));
        assertThat(seen.body()).contains("Foramen: نرجو الاتصال بنا اليوم.", "UCS-2, 1 segment", "lang=\"ar\"");
        assertThat(postAs(Role.FRONT_DESK, page + "/preview", Map.of("words", "")).status()).isEqualTo(422);
        assertThat(postAs(Role.CLINICIAN, page + "/preview", Map.of("words", "hello")).status()).isEqualTo(403);
        assertThat(NEIGHBOURS.textsTo(amal.phone().orElseThrow())).hasSize(1);
    }

    @Test
    void whatIsSaidByPhoneCountsAsIfItWereWritten() {
        PatientCard rosa = aPatient(Language.SPANISH);
        Appointment visit = aToldVisit(rosa);
        String page = "/conversations/" + rosa.patientId();
        String about = page + "/visits/" + visit.appointmentId();
        assertThat(getAs(Role.FRONT_DESK, page, "text/html").body()).contains("Will come, said by phone", "Ride, said by phone");
        assertThat(getAs(Role.CLINICIAN, page, "text/html").body()).doesNotContain("said by phone");
        assertThat(postAs(Role.CLINICIAN, about + "/confirmed", Map.of()).status()).isEqualTo(403);
        assertThat(postAs(Role.FRONT_DESK, about + "/confirmed", Map.of()).status()).isIn(302, 303);
        assertThat(journey(visit.appointmentId()).confirmedAt()).isPresent();
        assertThat(postAs(Role.FRONT_DESK, about + "/ride", Map.of("driver", " ")).status()).isEqualTo(422);
        assertThat(postAs(Role.FRONT_DESK, about + "/ride", Map.of("driver", "Luis", "phone", "call me")).status()).isEqualTo(422);
        assertThat(postAs(Role.FRONT_DESK, about + "/ride", Map.of("driver", "Luis", "phone", "312 555 0177")).status()).isIn(302, 303);
        assertThat(journey(visit.appointmentId()).ride().driver()).contains("Luis");
        assertThat(getAs(Role.FRONT_DESK, page, "text/html").body()).contains("Will come, said by phone.", "Named who drives, by phone: Luis, 312 555 0177.");
        assertThat(postAs(Role.FRONT_DESK, page + "/visits/" + java.util.UUID.randomUUID() + "/confirmed", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void whatDidNotArriveGoesOnceMoreWithAReasonWhileItIsTrue() {
        PatientCard rosa = textsOnly(aPatient(Language.ENGLISH));
        bean(Cards.class).keep(rosa);
        NEIGHBOURS.moods.add(Neighbours.Mood.REFUSES_THE_NUMBER);
        Appointment visit = booked(rosa);
        awaitState(visit, "booked", Channel.TEXT, Failed.class);
        String page = "/conversations/" + rosa.patientId();
        String key = visit.appointmentId() + "~1~booked~text";
        String once = java.util.UUID.randomUUID().toString();
        assertThat(postAs(Role.FRONT_DESK, page + "/again", Map.of("message", key, "channel", "text", "reason", "x")).status()).as("the number takes no texts").isEqualTo(422);
        bean(OptOuts.class).works(bean(NumberKey.Maker.class).of(rosa.phone().orElseThrow()));
        assertThat(getAs(Role.FRONT_DESK, page, "text/html").body()).contains("may go again", "Send by text").doesNotContain("Send by e-mail");
        assertThat(postAs(Role.FRONT_DESK, page + "/again", Map.of("message", key, "channel", "text", "reason", " ")).status()).isEqualTo(422);
        for (int i = 0; i < 2; i++) {
            assertThat(postAs(Role.FRONT_DESK, page + "/again", Map.of("message", key, "channel", "text", "reason", "The number works now.", "once", once)).status()).isIn(302, 303);
        }
        soon().until(() -> NEIGHBOURS.textsTo(rosa.phone().orElseThrow()).size() == 1);
        awaitState(visit, "booked-again-" + once.substring(0, 8), Channel.TEXT, Sent.class);
        assertThat(NEIGHBOURS.textsTo(rosa.phone().orElseThrow())).hasSize(1);
        assertThat(getAs(Role.FRONT_DESK, page, "text/html").body()).contains("The number works now.", "noted by dana");
        told(Cast.later(visit, AppointmentStatus.CANCELLED, CLOCK.instant()));
        assertThat(postAs(Role.FRONT_DESK, page + "/again", Map.of("message", key, "channel", "text", "reason", "again")).status()).as("the visit is off").isEqualTo(422);
        assertThat(postAs(Role.FRONT_DESK, page + "/again", Map.of("message", "nobody~1~booked~text", "channel", "text", "reason", "again")).status()).isEqualTo(404);
    }

    private static PatientCard textsOnly(PatientCard card) {
        return new PatientCard(card.patientId(), card.version() + 1, card.givenName(), card.familyName(), card.initials(), card.birthDate(), card.language(), card.zone(),
                card.phone(), Optional.empty(), true, false, Optional.empty(), card.asOf());
    }

    @Test
    void whoComesSoonAndHasNotSaidSoIsListedAndRidesAndDeliveriesAreCounted() {
        PatientCard rosa = aPatient(Language.SPANISH);
        Appointment visit = told(visitOf(rosa, LocalDateTime.of(2026, 11, 14, 10, 15)));
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        assertThat(getAs(Role.FRONT_DESK, "/messages", "text/html").body()).contains("Sat 14 Nov, 10:15", rosa.phone().orElseThrow());
        for (String page : List.of("0", "-1", "99999", "999999999999", "x")) {
            assertThat(getAs(Role.FRONT_DESK, "/messages?page=" + page + "&older=" + page + "&state=" + page, "text/html").status()).as(page).isEqualTo(200);
        }
        String cookie = opened(linkOf(visit));
        post(linkOf(visit) + "/confirm", Map.of(), "Cookie", cookie);
        post(linkOf(visit) + "/ride", Map.of("driver", "Luis"), "Cookie", cookie);
        assertThat(getAs(Role.FRONT_DESK, "/messages", "text/html").body()).doesNotContain(rosa.phone().orElseThrow());
        assertThat(getAs(Role.FRONT_DESK, "/messages/rides?weeks=4", "text/html").body()).contains("By site", "Lakeside Surgery Center", "9 Nov");
        soon().untilAsserted(() -> assertThat(getAs(Role.CLINICIAN, "/messages/statistics?weeks=8", "text/html").body())
                .contains("Español", "Booked", "E-mail", "9 Nov", "/assets/chart.umd.js"));
        assertThat(getAs(Role.FRONT_DESK, "/messages/statistics?weeks=drop", "text/html").status()).isEqualTo(200);
        assertThat(getAs(Role.REFERRER, "/messages/statistics", "text/html").status()).isEqualTo(403);
    }

    @Test
    void whoHasNotConfirmedIsPagedAndNobodyIsCutOff() {
        List<PatientCard> many = java.util.stream.Stream.generate(() -> aPatient(Language.ENGLISH)).limit(55).toList();
        many.forEach(patient -> told(visitOf(patient, LocalDateTime.of(2026, 11, 15, 6, 0))));
        StringBuilder all = new StringBuilder();
        for (int page = 1; page <= 4; page++) {
            all.append(getAs(Role.FRONT_DESK, "/messages?page=" + page, "text/html").body());
        }
        assertThat(all.toString()).contains("Page 1 of ", "Page 2 of ", "rel=\"next\"", "rel=\"prev\"").contains(many.stream().map(patient -> "/conversations/" + patient.patientId()).toList());
    }

    @Test
    void theGalleryShowsEveryMessageInEveryLanguageWithItsCost() {
        String gallery = getAs(Role.ADMINISTRATOR, "/templates", "text/html").body();
        assertThat(gallery).contains("blood-thinner", "1 segment", "UCS-2", "العربية", "Cadence");
        assertThat(getAs(Role.ADMINISTRATOR, "/templates/booked/ar", "text/html").body()).contains("dir=\"rtl\"", "تم حجز موعدك");
        assertThat(getAs(Role.ADMINISTRATOR, "/templates/booked/xx", "text/html").status()).isEqualTo(404);
    }

    @Test
    void nobodyComesInWithoutARightToIt() {
        for (String path : List.of("/conversations", "/messages", "/templates", "/api/journeys/x", "/api/conversations/x", "/api/dead-letters", "/actuator/metrics")) {
            assertThat(get(path, "Accept", "application/json").status()).as(path).isEqualTo(401);
            assertThat(getAs(Role.REFERRER, path, "application/json").status()).as(path).isEqualTo(403);
        }
        assertThat(get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(getAs(Role.FRONT_DESK, "/api/journeys/nobody", "application/json").json().get("type").asString()).isEqualTo("urn:foramen:problem:unknown-journey");
    }
}
