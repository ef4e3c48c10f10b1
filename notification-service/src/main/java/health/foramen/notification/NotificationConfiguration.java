package health.foramen.notification;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.Indexes;
import health.foramen.clock.MovableClock;
import health.foramen.notification.CannotStartConfiguration.CannotStart;
import health.foramen.notification.contact.CardOwners;
import health.foramen.notification.contact.CardWatch;
import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.KeepingCards;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.Telephones;
import health.foramen.notification.contact.WantedCards;
import health.foramen.notification.contact.messaging.PatientEvents;
import health.foramen.notification.contact.messaging.SiteEvents;
import health.foramen.notification.contact.store.HttpCardOwners;
import health.foramen.notification.contact.store.HttpCardOwners.Neighbour;
import health.foramen.notification.contact.store.MongoCards;
import health.foramen.notification.contact.store.MongoWantedCards;
import health.foramen.notification.contact.store.Numbers;
import health.foramen.notification.conversation.Conversations;
import health.foramen.notification.conversation.store.MongoConversations;
import health.foramen.notification.desk.WritingToPatients;
import health.foramen.notification.diary.KeepingDiaries;
import health.foramen.notification.diary.store.MongoDiaries;
import health.foramen.notification.journey.BrokenCadence;
import health.foramen.notification.journey.Cadence;
import health.foramen.notification.journey.Clinic;
import health.foramen.notification.journey.Composing;
import health.foramen.notification.journey.Dispatching;
import health.foramen.notification.journey.FollowingAppointments;
import health.foramen.notification.journey.FollowingAppointments.Receivers;
import health.foramen.notification.journey.FollowingCards;
import health.foramen.notification.journey.HearingReports;
import health.foramen.notification.journey.Horizon;
import health.foramen.notification.journey.Journey;
import health.foramen.notification.journey.Journeys;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.journey.OnCall;
import health.foramen.notification.journey.PausingChannels;
import health.foramen.notification.journey.Pulse;
import health.foramen.notification.journey.Standings;
import health.foramen.notification.journey.StepState;
import health.foramen.notification.journey.TextLedger;
import health.foramen.notification.journey.Troubles;
import health.foramen.notification.journey.VisitNotes;
import health.foramen.notification.journey.messaging.AppointmentEvents;
import health.foramen.notification.journey.store.HttpStandings;
import health.foramen.notification.journey.store.MongoJourneys;
import health.foramen.notification.journey.store.MongoTallies;
import health.foramen.notification.journey.store.MongoTextLedger;
import health.foramen.notification.journey.store.MongoTroubles;
import health.foramen.notification.journey.store.YamlCadence;
import health.foramen.notification.link.Links;
import health.foramen.notification.link.OpeningLinks;
import health.foramen.notification.link.VisitingPatients;
import health.foramen.notification.link.store.MongoLinks;
import health.foramen.notification.mail.CalendarFiles;
import health.foramen.notification.mail.Mails;
import health.foramen.notification.mail.ical.IcalFiles;
import health.foramen.notification.mail.smtp.SmtpMails;
import health.foramen.notification.offer.KeepingOffers;
import health.foramen.notification.reply.HearingPatients;
import health.foramen.notification.reply.Vocabulary;
import health.foramen.notification.reply.store.MongoInbox;
import health.foramen.notification.reply.store.MongoPuzzles;
import health.foramen.notification.reply.store.YamlVocabulary;
import health.foramen.notification.text.Texts;
import health.foramen.notification.text.WebhookSeal;
import health.foramen.notification.text.twilio.TwilioTexts;
import health.foramen.notification.wording.BrokenWording;
import health.foramen.notification.wording.Wording;
import health.foramen.notification.wording.store.IcuWording;
import health.foramen.outbox.Json;
import health.foramen.outbox.Outbox;
import health.foramen.safeguard.Doors;
import health.foramen.safeguard.Role;
import health.foramen.safeguard.ServiceTokens;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** The service, part by part. */
@Configuration(proxyBeanMethods = false)
class NotificationConfiguration {

    /** How long the dispatcher may sleep at most: a clock that is moved by hand tells nobody. */
    private static final Duration JUMPING_CLOCK = Duration.ofMillis(200);
    private static final Duration STEADY_CLOCK = Duration.ofSeconds(2);

    /** Who may come in where; everything else is refused. Patients and the text provider show what they know instead of a token. */
    @Bean
    Doors doors() {
        return Doors.closed()
                .open("/v/**", "/webhooks/text/**")
                .allow("/api/journeys/dispatch/**", Role.ADMINISTRATOR)
                .allow("/messages/status/**", Role.ADMINISTRATOR)
                .allow("/messages/plan/**", Role.FRONT_DESK, Role.CLINICIAN, Role.ADMINISTRATOR)
                .allow(HttpMethod.POST, "/api/journeys/preview", Role.FRONT_DESK, Role.CLINICIAN, Role.ADMINISTRATOR, Role.SERVICE)
                .allow(HttpMethod.GET, "/api/journeys/next-due", Role.SERVICE, Role.ADMINISTRATOR)
                .allow(HttpMethod.GET, "/api/journeys/**", Role.FRONT_DESK, Role.CLINICIAN, Role.ADMINISTRATOR, Role.SERVICE)
                .allow(HttpMethod.GET, "/api/conversations/**", Role.FRONT_DESK, Role.CLINICIAN, Role.ADMINISTRATOR)
                .allow("/api/dead-letters/**", Role.ADMINISTRATOR)
                .allow("/dead-letters/**", Role.ADMINISTRATOR)
                .allow(HttpMethod.GET, "/conversations/**", Role.FRONT_DESK, Role.CLINICIAN, Role.ADMINISTRATOR)
                .allow(HttpMethod.POST, "/conversations/**", Role.FRONT_DESK, Role.ADMINISTRATOR)
                .allow(HttpMethod.GET, "/messages/**", Role.FRONT_DESK, Role.CLINICIAN, Role.ADMINISTRATOR)
                .allow(HttpMethod.GET, "/templates/**", Role.FRONT_DESK, Role.CLINICIAN, Role.ADMINISTRATOR);
    }

    /** What is acknowledged here has to be there after the loss of any one machine. */
    @Bean
    MongoClientSettingsBuilderCustomizer durable() {
        return settings -> settings.writeConcern(WriteConcern.MAJORITY.withJournal(true)).readConcern(ReadConcern.MAJORITY);
    }

    // ------------------------------------------------------------------------------------------------ what is read at the start

    @Bean
    Checked checked(NotificationConfigurationProperties properties, Environment environment) {
        if (!environment.acceptsProfiles(Profiles.of("local"))) {
            try {
                properties.refuseSandboxValues();
            } catch (IllegalArgumentException e) {
                throw new CannotStart(e.getMessage());
            }
        }
        return new Checked(properties);
    }

    /** Settings that fit where the service runs. */
    record Checked(NotificationConfigurationProperties properties) {
    }

    @Bean
    Wording wording(Checked checked) {
        try {
            return IcuWording.read(checked.properties().clinic().name(), checked.properties().publicUrl().toString());
        } catch (BrokenWording e) {
            throw new CannotStart(e.getMessage());
        }
    }

    @Bean
    Cadence cadence(Checked checked) {
        String file = checked.properties().notification().journeyFile();
        try {
            return file.isBlank() ? YamlCadence.read("journeys/cadence.v1.yaml", builtIn("journeys/cadence.v1.yaml")) : YamlCadence.read(file, own(file));
        } catch (BrokenCadence e) {
            throw new CannotStart(e.getMessage());
        }
    }

    @Bean
    Vocabulary vocabulary(Checked checked) {
        String file = checked.properties().notification().wordsFile();
        try {
            return file.isBlank() ? YamlVocabulary.read("replies/words.v1.yaml", builtIn("replies/words.v1.yaml")) : YamlVocabulary.read(file, own(file));
        } catch (YamlVocabulary.Broken e) {
            throw new CannotStart(e.getMessage());
        }
    }

    private static String builtIn(String path) {
        try (InputStream in = NotificationConfiguration.class.getClassLoader().getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CannotStart(path + " cannot be read: " + e.getMessage());
        }
    }

    private static String own(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new CannotStart(file + " cannot be read: " + e.getMessage());
        }
    }

    // ------------------------------------------------------------------------------------------------ neighbours

    @Bean
    @Primary
    RestClient.Builder restClientBuilder() {
        return RestClient.builder();
    }

    @Bean
    @LoadBalanced
    RestClient.Builder neighbours() {
        return RestClient.builder().requestFactory(http(Duration.ofSeconds(3)));
    }

    private static JdkClientHttpRequestFactory http(Duration patience) {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2))
                .executor(Executors.newVirtualThreadPerTaskExecutor()).build();
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
        factory.setReadTimeout(patience);
        return factory;
    }

    @Bean
    CardOwners cardOwners(@LoadBalanced RestClient.Builder neighbours, ServiceTokens tokens, CircuitBreakerRegistry breakers, RetryRegistry retries, Clock clock) {
        RetryConfig briefly = RetryConfig.custom().maxAttempts(3).intervalFunction(IntervalFunction.ofExponentialRandomBackoff(100, 2, 0.5)).build();
        return new HttpCardOwners(
                new Neighbour(neighbour(neighbours, "referral-service", tokens), breakers.circuitBreaker("referral"), retries.retry("referral", briefly)),
                new Neighbour(neighbour(neighbours, "scheduling-service", tokens), breakers.circuitBreaker("scheduling"), retries.retry("scheduling", briefly)),
                clock);
    }

    @Bean
    Standings standings(@LoadBalanced RestClient.Builder neighbours, ServiceTokens tokens, CircuitBreakerRegistry breakers) {
        return new HttpStandings(neighbour(neighbours, "scheduling-service", tokens), breakers.circuitBreaker("scheduling"));
    }

    private static RestClient neighbour(RestClient.Builder neighbours, String service, ServiceTokens tokens) {
        return neighbours.clone().baseUrl("http://" + service).requestInterceptor(tokens.onEveryRequest()).build();
    }

    @Bean
    Texts texts(Checked checked, CircuitBreakerRegistry breakers, RateLimiterRegistry rates, BulkheadRegistry bulkheads, RetryRegistry retries,
            TimeLimiterRegistry times) {
        NotificationConfigurationProperties.Text text = checked.properties().text();
        RestClient client = RestClient.builder().baseUrl(text.baseUrl().toString()).requestFactory(http(Duration.ofSeconds(5)))
                .defaultHeaders(headers -> headers.setBasicAuth(text.accountSid(), text.authToken())).build();
        Retry retry = retries.retry("text", TwilioTexts.retrying());
        return new TwilioTexts(client, new TwilioTexts.Account(text.accountSid(), text.from(), checked.properties().publicUrl() + "/webhooks/text/status"),
                new TwilioTexts.Guards(retry, breakers.circuitBreaker("text"), rates.rateLimiter("text"), bulkheads.bulkhead("text"), times.timeLimiter("text")),
                Json.mapper(), Clock.systemUTC());
    }

    @Bean
    WebhookSeal webhookSeal(Checked checked) {
        return new WebhookSeal(checked.properties().publicUrl().toString(), checked.properties().text().authToken());
    }

    @Bean
    CalendarFiles calendarFiles() {
        return new IcalFiles();
    }

    @Bean
    Mails mails(JavaMailSender server, CalendarFiles calendars, Checked checked, CircuitBreakerRegistry breakers, RateLimiterRegistry rates, BulkheadRegistry bulkheads,
            RetryRegistry retries, TimeLimiterRegistry times) {
        Retry retry = retries.retry("mail", SmtpMails.retrying());
        return new SmtpMails(server, new SmtpMails.Sender(checked.properties().mail().from(), checked.properties().mail().name()), calendars,
                new SmtpMails.Guards(retry, breakers.circuitBreaker("mail"), rates.rateLimiter("mail"), bulkheads.bulkhead("mail"), times.timeLimiter("mail")),
                Clock.systemUTC());
    }

    // ------------------------------------------------------------------------------------------------ what is kept

    @Bean
    NumberKey.Maker numberKeys(Checked checked) {
        return new NumberKey.Maker(checked.properties().notification().numberKey());
    }

    @Bean
    Numbers numbers(MongoOperations mongo, Outbox outbox) {
        return new Numbers(mongo, outbox, stored());
    }

    @Bean
    Cards cards(MongoOperations mongo, Outbox outbox, Numbers numbers, NumberKey.Maker keys) {
        return new MongoCards(mongo, outbox, numbers, keys, stored());
    }

    @Bean
    WantedCards wantedCards(MongoOperations mongo) {
        return new MongoWantedCards(mongo);
    }

    @Bean
    Journeys journeys(MongoOperations mongo, Outbox outbox) {
        return new MongoJourneys(mongo, outbox, stored());
    }

    @Bean
    TextLedger textLedger(MongoOperations mongo, Outbox outbox) {
        return new MongoTextLedger(mongo, outbox, stored());
    }

    @Bean
    Troubles troubles(MongoOperations mongo) {
        return new MongoTroubles(mongo);
    }

    @Bean
    MongoTallies tallies(MongoOperations mongo, Cards cards) {
        return new MongoTallies(mongo, cards);
    }

    @Bean
    Conversations conversations(MongoOperations mongo, Outbox outbox) {
        return new MongoConversations(mongo, outbox, stored());
    }

    @Bean
    Links links(MongoOperations mongo, Outbox outbox) {
        return new MongoLinks(mongo, outbox, stored());
    }

    /** States are written with the names of their cases, and only with what they are made of. */
    static JsonMapper stored() {
        return storedParts().addMixIn(Journey.class, StepsInOneString.class).build();
    }

    static JsonMapper.Builder storedParts() {
        return Json.builder()
                .changeDefaultVisibility(visibility -> visibility.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
                .addMixIn(StepState.class, StepStateNames.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = StepState.Planned.class, name = "planned"),
        @JsonSubTypes.Type(value = StepState.Claimed.class, name = "claimed"),
        @JsonSubTypes.Type(value = StepState.Unknown.class, name = "unknown"),
        @JsonSubTypes.Type(value = StepState.Sent.class, name = "sent"),
        @JsonSubTypes.Type(value = StepState.Delivered.class, name = "delivered"),
        @JsonSubTypes.Type(value = StepState.Failed.class, name = "failed"),
        @JsonSubTypes.Type(value = StepState.Suppressed.class, name = "suppressed"),
        @JsonSubTypes.Type(value = StepState.Cancelled.class, name = "cancelled")})
    private interface StepStateNames {
    }

    // ------------------------------------------------------------------------------------------------ what is done

    @Bean
    Horizon horizon() {
        return new Horizon();
    }

    @Bean
    KeepingJourneys keepingJourneys(Journeys journeys, Horizon horizon, Troubles troubles, MongoTallies tallies, VisitNotes visitNotes, Cards cards, Pulse pulse, Clock clock) {
        return new KeepingJourneys(journeys, horizon, troubles, tallies, visitNotes, cards, pulse, clock);
    }

    @Bean
    KeepingCards keepingCards(Cards cards, WantedCards wanted, CardOwners owners, ObjectProvider<CardWatch> watches) {
        return new KeepingCards(cards, wanted, owners, () -> watches.stream().toList());
    }

    @Bean
    Receivers receivers(Numbers numbers, NumberKey.Maker keys, Telephones telephones, Cadence cadence) {
        return new Receivers(numbers, keys, telephones, cadence);
    }

    @Bean
    FollowingAppointments followingAppointments(KeepingJourneys journeys, Cards cards, KeepingCards keepingCards, Receivers receivers, TextLedger ledger,
            Cadence cadence, Clock clock) {
        return new FollowingAppointments(journeys, cards, keepingCards, receivers, ledger, cadence, clock);
    }

    @Bean
    FollowingCards followingCards(KeepingJourneys journeys, Receivers receivers, TextLedger ledger, Cadence cadence, Clock clock) {
        return new FollowingCards(journeys, receivers, ledger, cadence, clock);
    }

    @Bean
    OpeningLinks openingLinks(Links links, Cards cards, NumberKey.Maker keys, Checked checked, Clock clock) {
        return new OpeningLinks(links, cards, keys, checked.properties().publicUrl().toString(), clock, Clock.systemUTC());
    }

    @Bean
    Clinic clinic(Checked checked) {
        NotificationConfigurationProperties.Clinic clinic = checked.properties().clinic();
        return new Clinic(clinic.name(), clinic.phone(), clinic.emergency());
    }

    @Bean
    Composing composing(Wording wording, OpeningLinks links, Clinic clinic, Telephones telephones) {
        return new Composing(wording, links, clinic, telephones);
    }

    @Bean
    HearingReports hearingReports(KeepingJourneys journeys, Cards cards, Receivers receivers, Numbers numbers, NumberKey.Maker keys, Checked checked,
            Clock clock) {
        return new HearingReports(journeys, cards, receivers, numbers, keys, checked.properties().notification().missedInARow(), clock);
    }

    @Bean
    Dispatching dispatching(Journeys journeys, KeepingJourneys keeping, Horizon horizon, Cards cards, KeepingCards keepingCards, Receivers receivers,
            Numbers numbers, NumberKey.Maker keys, TextLedger ledger, Standings standings, OnCall onCall, Composing composing, Texts texts, Mails mails, Cadence cadence,
            PausingChannels pausing, Pulse pulse, Clock clock, Checked checked) {
        NotificationConfigurationProperties.Notification settings = checked.properties().notification();
        return new Dispatching(new Dispatching.Tools(journeys, keeping, horizon, cards, onCall, keepingCards, receivers, numbers, keys, ledger, standings, composing,
                texts, mails, cadence, pausing, pulse, clock, Clock.systemUTC()), new Dispatching.Settings(UUID.randomUUID().toString(), settings.atOnce(),
                        settings.lease(), settings.shownIn(), clock instanceof MovableClock ? JUMPING_CLOCK : STEADY_CLOCK));
    }

    @Bean
    KeepingDiaries keepingDiaries(MongoOperations mongo, Outbox outbox) {
        return new KeepingDiaries(new MongoDiaries(mongo, outbox, stored()));
    }

    @Bean
    HearingPatients hearingPatients(MongoOperations mongo, Outbox outbox, Cards cards, NumberKey.Maker keys, Numbers numbers, Conversations conversations,
            KeepingJourneys journeys, FollowingCards followingCards, KeepingDiaries diaries, KeepingOffers offers, Wording wording, Composing composing, Texts texts,
            Vocabulary vocabulary, OnCall onCall, Clock clock) {
        return new HearingPatients(new HearingPatients.Tools(new MongoInbox(mongo, outbox, stored()), new MongoPuzzles(mongo, outbox, stored()), cards, keys,
                numbers, conversations, journeys, followingCards, diaries, offers, wording, composing, texts, vocabulary, onCall, clock));
    }

    @Bean
    VisitingPatients visitingPatients(KeepingJourneys journeys, Cards cards, Numbers numbers, NumberKey.Maker keys, FollowingCards followingCards,
            KeepingDiaries diaries, Conversations conversations, KeepingOffers offers, HearingPatients hearing,
            Clock clock) {
        return new VisitingPatients(journeys, cards, numbers, keys, followingCards, diaries, conversations, offers, hearing, clock);
    }

    @Bean
    WritingToPatients writingToPatients(KeepingJourneys journeys, Cards cards, Receivers receivers, Troubles troubles, Conversations conversations, Wording wording,
            Composing composing, Clock clock) {
        return new WritingToPatients(journeys, cards, receivers, troubles, conversations, wording, composing, clock);
    }

    // ------------------------------------------------------------------------------------------------ what is heard

    @Bean
    AppointmentEvents appointmentEvents(FollowingAppointments following) {
        return new AppointmentEvents(following);
    }

    @Bean
    SiteEvents siteEvents(KeepingCards keeping) {
        return new SiteEvents(keeping);
    }

    @Bean
    PatientEvents patientEvents(KeepingCards keeping, Conversations conversations) {
        return new PatientEvents(keeping, conversations::forget);
    }

    // ------------------------------------------------------------------------------------------------ what works by itself

    /** Begins once everything is there, and ends before the store goes. */
    @Bean
    SmartLifecycle works(KeepingCards cards, HearingPatients replies, Dispatching dispatching, MongoOperations mongo, Links links, Clock clock) {
        return new SmartLifecycle() {

            private volatile boolean running;

            @Override
            public void start() {
                declareIndexes(mongo);
                links.forgetEndedBefore(clock.instant());
                cards.start();
                replies.start();
                dispatching.start();
                running = true;
            }

            @Override
            public void stop() {
                running = false;
                dispatching.close();
                replies.close();
                cards.close();
            }

            @Override
            public boolean isRunning() {
                return running;
            }

            @Override
            public int getPhase() {
                return -500;
            }
        };
    }

    /** For a real MongoDB; the embedded store accepts and ignores them. */
    private static void declareIndexes(MongoOperations mongo) {
        mongo.execute("due", notes -> notes.createIndex(Indexes.ascending("at")));
        mongo.execute("wanted-cards", wanted -> wanted.createIndex(Indexes.ascending("kind", "since")));
        mongo.execute("troubles", troubles -> troubles.createIndex(Indexes.descending("at")));
        mongo.execute("inbox", inbox -> inbox.createIndex(Indexes.ascending("state.handled")));
        mongo.execute("visits", visits -> visits.createIndex(Indexes.ascending("start")));
        mongo.execute("links", links -> links.createIndex(Indexes.ascending("state.until")));
    }
}
