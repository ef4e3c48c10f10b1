package health.foramen.scheduling;

import health.foramen.outbox.Json;
import health.foramen.outbox.Outbox;
import health.foramen.scheduling.booking.Agendas;
import health.foramen.scheduling.booking.BookingOpenings;
import health.foramen.scheduling.booking.BookingSeries;
import health.foramen.scheduling.booking.ExtendingHolds;
import health.foramen.scheduling.booking.KeepingAppointments;
import health.foramen.scheduling.booking.MovingAppointments;
import health.foramen.scheduling.booking.ProposingSeries;
import health.foramen.scheduling.booking.RememberedAcquaintances;
import health.foramen.scheduling.booking.Series;
import health.foramen.scheduling.booking.SeriesIntents;
import health.foramen.scheduling.booking.Settling;
import health.foramen.scheduling.booking.store.StoredSeries;
import health.foramen.scheduling.booking.web.Refusals;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.openings.Acquaintances;
import health.foramen.scheduling.openings.CountingOpenings;
import health.foramen.scheduling.openings.DayBoards;
import health.foramen.scheduling.openings.FindingOpenings;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.waitlist.DecentHours;
import health.foramen.scheduling.waitlist.KeepingWaitlist;
import health.foramen.scheduling.waitlist.OfferingSooner;
import health.foramen.scheduling.waitlist.Offers;
import health.foramen.scheduling.waitlist.Waitlist;
import health.foramen.scheduling.waitlist.messaging.OfferAnswers;
import health.foramen.scheduling.waitlist.store.StoredOffers;
import health.foramen.scheduling.waitlist.store.StoredWaitlist;
import health.foramen.scheduling.worklist.Worklist;
import health.foramen.shell.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** Holds that are kept for longer, series, and those who wait for sooner. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WaitlistConfiguration.Properties.class)
class WaitlistConfiguration {

    /**
     * @param answerWithin how much decent time a patient has to answer an offer
     * @param lastCall     an offer is over so long before the patient would have to come
     * @param decentFrom   wall time of the site from which one may be asked
     * @param decentTo     and until when
     * @param lookEvery    how often it is looked whether somebody can be asked, or an answer is overdue
     */
    @ConfigurationProperties("foramen.scheduling.waitlist")
    record Properties(@DefaultValue("4h") Duration answerWithin, @DefaultValue("2h") Duration lastCall, @DefaultValue("08:00") LocalTime decentFrom,
            @DefaultValue("20:00") LocalTime decentTo, @DefaultValue("1s") Duration lookEvery) {

        Properties {
            if (answerWithin.toMinutes() < 30 || answerWithin.toDays() > 7 || lastCall.isNegative() || lookEvery.toMillis() < 100) {
                throw new IllegalArgumentException(
                        "foramen.scheduling.waitlist: answer-within between 30m and 7d, last-call not negative, look-every at least 100ms");
            }
        }
    }

    @Bean
    ExtendingHolds extendingHolds(ClinicDays days, Worklist worklist, Settling settling, DayBoards boards, Clock clock, SchedulingProperties properties) {
        return new ExtendingHolds(days, worklist, settling, boards, clock, properties.holdFor());
    }

    @Bean
    CountingOpenings countingOpenings(Sites sites, DayBoards boards, FindingOpenings finding, Clock clock) {
        return new CountingOpenings(sites, boards, finding, clock);
    }

    @Bean
    Acquaintances acquaintances(Agendas agendas) {
        return new RememberedAcquaintances(agendas, InstantSource.system());
    }

    @Bean
    SeriesIntents seriesIntents(MongoOperations mongo, Outbox outbox) {
        return new StoredSeries(mongo, outbox, stored());
    }

    @Bean
    BookingSeries bookingSeries(SeriesIntents intents, Permits permits, BookingOpenings booking, KeepingAppointments keeping, Settling settling, Clock clock) {
        return new BookingSeries(intents, permits, booking, keeping, settling, why -> {
            Problem problem = Refusals.problem(why);
            return new Series.Refused(0, problem.slug(), problem.detail());
        }, clock);
    }

    @Bean
    ProposingSeries proposingSeries(Permits permits, FindingOpenings finding, Acquaintances acquaintances, Worklist worklist) {
        return new ProposingSeries(permits, finding, acquaintances, worklist);
    }

    @Bean
    Waitlist waitlist(MongoOperations mongo, Outbox outbox) {
        return new StoredWaitlist(mongo, outbox, stored());
    }

    @Bean
    Offers offers(MongoOperations mongo, Outbox outbox) {
        return new StoredOffers(mongo, outbox, stored());
    }

    @Bean
    OfferingSooner offeringSooner(Waitlist waitlist, Offers offers, Permits permits, Sites sites, ClinicDays days, DayBoards boards, FindingOpenings finding,
            BookingOpenings booking, MovingAppointments moving, KeepingAppointments keeping, Settling settling, Clock clock, Properties properties) {
        var patience = new OfferingSooner.Patience(properties.answerWithin(), properties.lastCall(), new DecentHours(properties.decentFrom(), properties.decentTo()));
        return new OfferingSooner(waitlist, offers, permits, sites, days, boards, finding, booking, moving, keeping, settling, patience,
                () -> UUID.randomUUID().toString(), clock, InstantSource.system());
    }

    @Bean
    KeepingWaitlist keepingWaitlist(Waitlist waitlist, Offers offers, Permits permits, Sites sites, KeepingAppointments keeping, OfferingSooner offering,
            Clock clock) {
        return new KeepingWaitlist(waitlist, offers, permits, sites, keeping, offering, clock);
    }

    @Bean
    OfferAnswers offerAnswers(OfferingSooner offering) {
        return new OfferAnswers(offering);
    }

    @Bean
    Rounds waitlistRounds(OfferingSooner offering, Properties properties) {
        return new Rounds("waitlist", offering::round, properties.lookEvery());
    }

    @Bean
    Rounds seriesRounds(BookingSeries series, SchedulingProperties properties) {
        return new Rounds("series", series::sweep, properties.sweepEvery());
    }

    private static JsonMapper stored() {
        return Json.builder().addModule(new CodedWords()).build();
    }

    /** Does something by itself, over and over, after the days were read. */
    static final class Rounds implements SmartLifecycle {

        private final String what;
        private final Runnable round;
        private final Duration every;
        private ScheduledExecutorService beats;

        Rounds(String what, Runnable round, Duration every) {
            this.what = what;
            this.round = round;
            this.every = every;
        }

        @Override
        public void start() {
            beats = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name(what).daemon().factory());
            beats.scheduleWithFixedDelay(this::once, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void once() {
            try {
                round.run();
            } catch (RuntimeException e) {
                LoggerFactory.getLogger(Rounds.class).warn("{} skipped a round: {}", what, e.toString());
            }
        }

        @Override
        public void stop() {
            beats.shutdownNow();
            beats = null;
        }

        @Override
        public boolean isRunning() {
            return beats != null;
        }

        @Override
        public int getPhase() {
            return -800;
        }
    }
}
