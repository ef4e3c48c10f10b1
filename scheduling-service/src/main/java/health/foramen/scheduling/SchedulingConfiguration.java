package health.foramen.scheduling;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import health.foramen.outbox.Json;
import health.foramen.outbox.Outbox;
import health.foramen.safeguard.Doors;
import health.foramen.safeguard.Role;
import health.foramen.safeguard.ServiceTokens;
import health.foramen.scheduling.booking.Afterwards;
import health.foramen.scheduling.booking.Agendas;
import health.foramen.scheduling.booking.BookingOpenings;
import health.foramen.scheduling.booking.HearingPatients;
import health.foramen.scheduling.booking.KeepingAppointments;
import health.foramen.scheduling.booking.MovingAppointments;
import health.foramen.scheduling.booking.Settling;
import health.foramen.scheduling.booking.WatchingPermits;
import health.foramen.scheduling.booking.Whereabouts;
import health.foramen.scheduling.booking.messaging.NotificationEvents;
import health.foramen.scheduling.booking.store.MongoAgendas;
import health.foramen.scheduling.booking.store.MongoWhereabouts;
import health.foramen.scheduling.check.CheckingEverything;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.ClinicianAgendas;
import health.foramen.scheduling.day.Leaves;
import health.foramen.scheduling.day.PublishingBlocks;
import health.foramen.scheduling.day.store.MongoClinicDays;
import health.foramen.scheduling.day.store.StoredClinicianAgendas;
import health.foramen.scheduling.openings.DayBoards;
import health.foramen.scheduling.openings.FindingOpenings;
import health.foramen.scheduling.openings.RecentPermits;
import health.foramen.scheduling.permit.CardOwner;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.permit.FetchingCards;
import health.foramen.scheduling.permit.PermitWatch;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.permit.PermitsOfPeople;
import health.foramen.scheduling.permit.messaging.PatientEvents;
import health.foramen.scheduling.permit.messaging.ReferralEvents;
import health.foramen.scheduling.permit.store.ReferralCards;
import health.foramen.scheduling.permit.store.StoredCards;
import health.foramen.scheduling.permit.store.StoredPermits;
import health.foramen.scheduling.site.Coded;
import health.foramen.scheduling.site.Dependents;
import health.foramen.scheduling.site.KeepingSites;
import health.foramen.scheduling.site.Setting;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.Weekday;
import health.foramen.scheduling.site.store.StoredSites;
import health.foramen.scheduling.template.TakingLeave;
import health.foramen.scheduling.worklist.Why;
import health.foramen.scheduling.worklist.WorkingThroughList;
import health.foramen.scheduling.worklist.WorkingThroughList.Whose;
import health.foramen.scheduling.worklist.Worklist;
import health.foramen.scheduling.worklist.store.MongoWorklist;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.Executors;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.cloud.client.circuitbreaker.CircuitBreakerFactory;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** The service, part by part. */
@Configuration(proxyBeanMethods = false)
class SchedulingConfiguration {

    /** Who may come in where; everything else is refused. Everybody of the clinic may look; who may change is listed. */
    @Bean
    Doors doors() {
        return Doors.closed()
                .allow(HttpMethod.PUT, "/api/sites/{id}", Role.ADMINISTRATOR)
                .allow(HttpMethod.GET, "/api/sites/**", Role.FRONT_DESK, Role.CLINICIAN, Role.ADMINISTRATOR, Role.SERVICE)
                .allow(HttpMethod.GET, "/api/blocks", Role.FRONT_DESK, Role.CLINICIAN, Role.ADMINISTRATOR, Role.SERVICE)
                .allow("/api/blocks/**", Role.FRONT_DESK, Role.ADMINISTRATOR)
                .allow(HttpMethod.GET, "/api/openings", Role.FRONT_DESK, Role.CLINICIAN, Role.ADMINISTRATOR)
                .allow(HttpMethod.POST, "/api/appointments/standing", Role.SERVICE)
                .allow(HttpMethod.GET, "/api/appointments/**", Role.FRONT_DESK, Role.CLINICIAN, Role.ADMINISTRATOR, Role.SERVICE)
                .allow(HttpMethod.POST, "/api/appointments/**", Role.FRONT_DESK, Role.CLINICIAN)
                .allow("/api/holds/**", Role.FRONT_DESK, Role.CLINICIAN)
                .allow(HttpMethod.GET, "/api/days/**", Role.FRONT_DESK, Role.CLINICIAN, Role.ADMINISTRATOR, Role.SERVICE)
                .allow("/api/series/**", Role.FRONT_DESK, Role.CLINICIAN)
                .allow("/api/waitlist/**", Role.FRONT_DESK, Role.CLINICIAN)
                .allow("/waitlist/**", Role.FRONT_DESK, Role.CLINICIAN)
                .allow("/api/worklist/**", Role.FRONT_DESK, Role.ADMINISTRATOR)
                .allow("/api/check/**", Role.ADMINISTRATOR)
                .allow("/api/dead-letters/**", Role.ADMINISTRATOR)
                .allow("/dead-letters/**", Role.ADMINISTRATOR)
                .allow("/worklist/**", Role.FRONT_DESK, Role.ADMINISTRATOR)
                .allow("/openings/**", Role.FRONT_DESK, Role.CLINICIAN, Role.ADMINISTRATOR)
                .allow("/appointments/**", Role.FRONT_DESK, Role.CLINICIAN, Role.ADMINISTRATOR)
                .allow("/board/**", Role.FRONT_DESK, Role.CLINICIAN, Role.ADMINISTRATOR)
                .allow("/sites/new", Role.ADMINISTRATOR)
                .allow("/sites/{id}/edit", Role.ADMINISTRATOR)
                .allow("/sites/**", Role.FRONT_DESK, Role.CLINICIAN, Role.ADMINISTRATOR)
                .allow("/blocks/**", Role.FRONT_DESK, Role.ADMINISTRATOR);
    }

    @Bean
    JsonMapperBuilderCustomizer wordsInBodies() {
        return json -> json.addModule(new CodedWords()).addModule(new CalendarDates.InBodies()).changeDefaultPropertyInclusion(inclusion -> inclusion
                .withValueInclusion(JsonInclude.Include.NON_ABSENT).withContentInclusion(JsonInclude.Include.NON_ABSENT));
    }

    @Bean
    WebMvcConfigurer wordsInAddresses() {
        return new WebMvcConfigurer() {
            @Override
            public void addFormatters(FormatterRegistry registry) {
                registry.addFormatterForFieldType(LocalDate.class, new CalendarDates());
                registry.addConverter(String.class, Setting.class, code -> code.isBlank() ? null : Coded.of(Setting.class, code));
                registry.addConverter(String.class, Weekday.class, code -> code.isBlank() ? null : Coded.of(Weekday.class, code));
                registry.addConverter(String.class, Why.class, code -> code.isBlank() ? null : Coded.of(Why.class, code));
                registry.addConverter(String.class, Whose.class, code -> code.isBlank() ? Whose.ANYBODYS : Coded.of(Whose.class, code));
            }
        };
    }

    /** What is acknowledged here has to be there after the loss of any one machine. */
    @Bean
    MongoClientSettingsBuilderCustomizer durable() {
        return settings -> settings.writeConcern(WriteConcern.MAJORITY.withJournal(true)).readConcern(ReadConcern.MAJORITY);
    }

    @Bean
    Sites sites(MongoOperations mongo, Outbox outbox, Clock clock) {
        return new StoredSites(mongo, outbox, stored(), clock);
    }

    @Bean
    KeepingSites keepingSites(Sites sites, Dependents dependents) {
        return new KeepingSites(sites, dependents);
    }

    @Bean
    Permits permits(MongoOperations mongo, Outbox outbox, Cards cards, Sites sites) {
        return new PermitsOfPeople(new StoredPermits(mongo, outbox, stored()), cards,
                () -> sites.all().stream().anyMatch(known -> known.site().clinicians().stream().anyMatch(c -> c.ages().isPresent())));
    }

    @Bean
    Cards cards(MongoOperations mongo, Outbox outbox) {
        return new StoredCards(mongo, outbox, stored());
    }

    @Bean
    Worklist worklist(MongoOperations mongo) {
        return new MongoWorklist(mongo);
    }

    @Bean
    WorkingThroughList workingThroughList(Worklist worklist, Sites sites, Clock clock) {
        return new WorkingThroughList(worklist, sites, clock);
    }

    @Bean
    ClinicDays clinicDays(MongoOperations mongo, Outbox outbox) {
        return new MongoClinicDays(mongo, outbox);
    }

    @Bean
    ClinicianAgendas clinicianAgendas(MongoOperations mongo, Outbox outbox) {
        return new StoredClinicianAgendas(mongo, outbox, stored());
    }

    @Bean
    DayBoards dayBoards(Sites sites, ClinicDays days, Clock clock, SchedulingProperties properties) {
        return new DayBoards(sites, days, clock, properties.horizonDays());
    }

    @Bean
    RecentPermits recentPermits(Permits permits) {
        return new RecentPermits(permits);
    }

    @Bean
    FindingOpenings findingOpenings(Sites sites, DayBoards boards, Clock clock) {
        return new FindingOpenings(sites, boards, clock);
    }

    @Bean
    PublishingBlocks publishingBlocks(Sites sites, ClinicDays days, ClinicianAgendas agendas, Leaves leaves, DayBoards boards, Clock clock) {
        return new PublishingBlocks(sites, days, agendas, leaves, boards, clock);
    }

    @Bean
    Agendas agendas(MongoOperations mongo) {
        return new MongoAgendas(mongo);
    }

    @Bean
    Whereabouts whereabouts(MongoOperations mongo) {
        return new MongoWhereabouts(mongo);
    }

    @Bean
    Settling settling(ClinicDays days, Agendas agendas, Whereabouts whereabouts, Permits permits, Worklist worklist, DayBoards boards, Clock clock) {
        return new Settling(days, agendas, whereabouts, permits, worklist, boards, clock, InstantSource.system());
    }

    @Bean(destroyMethod = "")
    Afterwards afterwards(Agendas agendas, Worklist worklist) {
        return new Afterwards(agendas, worklist);
    }

    @Bean
    BookingOpenings bookingOpenings(Sites sites, Permits permits, DayBoards boards, FindingOpenings finding, ClinicDays days, Agendas agendas,
            Whereabouts whereabouts, Worklist worklist, Settling settling, Afterwards afterwards, Clock clock, SchedulingProperties properties) {
        return new BookingOpenings(sites, permits, boards, finding, days, agendas, whereabouts, worklist, settling, afterwards, clock,
                properties.holdFor(), Executors.newVirtualThreadPerTaskExecutor());
    }

    @Bean
    KeepingAppointments keepingAppointments(ClinicDays days, Agendas agendas, Whereabouts whereabouts, Permits permits, Worklist worklist,
            Settling settling, DayBoards boards, Clock clock) {
        return new KeepingAppointments(days, agendas, whereabouts, permits, worklist, settling, boards, clock);
    }

    @Bean
    MovingAppointments movingAppointments(Permits permits, BookingOpenings booking, FindingOpenings finding, DayBoards boards, ClinicDays days,
            Agendas agendas, Whereabouts whereabouts, Worklist worklist, Settling settling, Clock clock) {
        return new MovingAppointments(permits, booking, finding, boards, days, agendas, whereabouts, worklist, settling, boards, clock);
    }

    @Bean
    PermitWatch watchingPermits(ClinicDays days, Worklist worklist, Settling settling, DayBoards boards) {
        return new WatchingPermits(days, worklist, settling, boards);
    }

    @Bean
    HearingPatients hearingPatients(ClinicDays days, Worklist worklist, Settling settling, DayBoards boards) {
        return new HearingPatients(days, worklist, settling, boards);
    }

    @Bean
    PatientEvents patientEvents(Cards cards) {
        return new PatientEvents(cards);
    }

    @Bean
    ReferralEvents referralEvents(Permits permits, Cards cards, PermitWatch watch) {
        return new ReferralEvents(permits, cards, watch);
    }

    @Bean
    NotificationEvents notificationEvents(HearingPatients hearing) {
        return new NotificationEvents(hearing);
    }

    @Bean
    CheckingEverything checkingEverything(ClinicDays days, Agendas agendas, ClinicianAgendas clinicians, Whereabouts whereabouts, Permits permits, Worklist worklist,
            Settling settling, Clock clock) {
        return new CheckingEverything(days, agendas, clinicians, whereabouts, permits, worklist, settling, clock);
    }

    @Bean
    @Primary
    RestClient.Builder restClientBuilder() {
        return RestClient.builder();
    }

    @Bean
    @LoadBalanced
    RestClient.Builder neighbours() {
        var http = new JdkClientHttpRequestFactory();
        http.setReadTimeout(Duration.ofSeconds(3));
        return RestClient.builder().requestFactory(http);
    }

    @Bean
    CardOwner cardOwner(@LoadBalanced RestClient.Builder neighbours, ServiceTokens tokens, CircuitBreakerFactory<?, ?> breakers) {
        return new ReferralCards(neighbours.baseUrl("http://referral-service").build(), tokens, breakers.create("referral-service"));
    }

    @Bean
    FetchingCards fetchingCards(Cards cards, CardOwner owner) {
        return new FetchingCards(cards, owner);
    }

    @Bean
    Heartbeat heartbeat(SchedulingProperties properties, MongoOperations mongo, DayBoards boards, Settling settling, Afterwards afterwards,
            FetchingCards fetching, TakingLeave leave, Clock clock) {
        return new Heartbeat(properties, mongo, boards, settling, afterwards, fetching, leave, clock);
    }

    /** Not ready before the days were read once: an empty picture would say that nothing is free. */
    @Bean
    HealthIndicator days(DayBoards boards) {
        return () -> boards.ready() ? Health.up().build() : Health.outOfService().build();
    }

    private static JsonMapper stored() {
        return Json.builder().addModule(new CodedWords()).build();
    }
}
