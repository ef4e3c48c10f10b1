package health.foramen.referral;

import static health.foramen.safeguard.Role.ADMINISTRATOR;
import static health.foramen.safeguard.Role.CLINICIAN;
import static health.foramen.safeguard.Role.FRONT_DESK;
import static health.foramen.safeguard.Role.REFERRER;
import static health.foramen.safeguard.Role.SERVICE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import health.foramen.outbox.Outbox;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.directory.KeepingDirectory;
import health.foramen.referral.directory.web.PhysicianReader;
import health.foramen.referral.emergency.Alerts;
import health.foramen.referral.emergency.AnsweringEmergencies;
import health.foramen.referral.emergency.messaging.RedFlagReports;
import health.foramen.referral.emergency.store.MongoAlerts;
import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.ledger.RecordingHistory;
import health.foramen.referral.ledger.store.MongoLedgers;
import health.foramen.referral.ledger.web.HistoryReader;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.packs.store.YamlPacks;
import health.foramen.referral.patient.KeepingPatients;
import health.foramen.referral.patient.PhoneNumbers;
import health.foramen.referral.patient.RegisteringPatients;
import health.foramen.referral.patient.Traces;
import health.foramen.referral.patient.store.LibPhoneNumbers;
import health.foramen.referral.patient.store.MongoPatients;
import health.foramen.referral.patient.web.PatientReader;
import health.foramen.referral.referral.CorrespondingOnReferrals;
import health.foramen.referral.referral.FollowingTreatment;
import health.foramen.referral.referral.Referrals;
import health.foramen.referral.referral.ReferringPatients;
import health.foramen.referral.referral.SettlingPermits;
import health.foramen.referral.referral.messaging.AppointmentEvents;
import health.foramen.referral.referral.messaging.DiaryEntries;
import health.foramen.referral.referral.store.MongoReferrals;
import health.foramen.referral.referral.web.SubmissionReader;
import health.foramen.safeguard.Doors;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.core.MongoOperations;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** How the parts are put together: the only place that knows them all. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReferralServiceProperties.class)
class ReferralServiceConfiguration {

    private static final ZoneId HOME = ZoneId.of(ReferralServiceProperties.HOME);

    /** Who may enter where. Finer rights (the own practice's referrals only, no notes for the desk) are checked inside. */
    @Bean
    Doors doors() {
        return IntakeConfiguration.doors(AttachmentConfiguration.doors(Doors.closed()))
                .allow(GET, "/api/referrals", REFERRER, CLINICIAN, FRONT_DESK)
                .allow(GET, "/api/referrals/open", CLINICIAN, FRONT_DESK)
                .allow("/api/referrals/notice-address", REFERRER)
                .allow(POST, "/api/referrals/{id}/{step:take|release}", CLINICIAN, FRONT_DESK)
                .allow("/referrals/open/**", CLINICIAN, FRONT_DESK)
                .allow(GET, "/api/referrals/{id}", REFERRER, CLINICIAN, FRONT_DESK)
                .allow(POST, "/api/referrals/{id}/answer", REFERRER, FRONT_DESK)
                .allow(POST, "/api/referrals/{id}/withdraw", REFERRER, CLINICIAN, FRONT_DESK)
                .allow(POST, "/api/referrals/{id}/{decision:accept|decline|ask|close}", CLINICIAN)
                .allow(POST, "/api/referrals/{id}/clearances", CLINICIAN)
                .allow(POST, "/api/referrals/{id}/clearances/{kind}", CLINICIAN, FRONT_DESK)
                .allow(POST, "/api/referrals/{id}/clearances/{kind}/assign", CLINICIAN, FRONT_DESK)
                .allow(GET, "/api/clearances", CLINICIAN, FRONT_DESK)
                .allow(GET, "/api/triage", CLINICIAN)
                .allow("/api/triage/{id}/claim", CLINICIAN)
                .allow(POST, "/api/triage/rebuild", ADMINISTRATOR)
                .allow(GET, "/api/patients", FRONT_DESK, CLINICIAN, ADMINISTRATOR)
                .allow(GET, "/api/patients/{id}/card", SERVICE, FRONT_DESK, CLINICIAN)
                .allow(POST, "/api/patients/cards", SERVICE, FRONT_DESK, CLINICIAN)
                .allow(POST, "/api/patients/{id}/contact", FRONT_DESK)
                .allow(POST, "/api/patients/{id}/erase", ADMINISTRATOR)
                .allow(GET, "/api/patients/{id}/history", FRONT_DESK, CLINICIAN, ADMINISTRATOR)
                .allow(POST, "/api/patients/{id}/history", FRONT_DESK, CLINICIAN, ADMINISTRATOR)
                .allow(GET, "/api/patients/{id}/ledger", FRONT_DESK, CLINICIAN, ADMINISTRATOR)
                .allow("/api/patients/history-lists/**", FRONT_DESK)
                .allow("/api/patients/duplicates/**", FRONT_DESK)
                .allow(POST, "/api/patients/{id}/{step:merge|separate}", FRONT_DESK)
                .allow(GET, "/api/permits/{id}", SERVICE, FRONT_DESK, CLINICIAN)
                .allow(GET, "/api/emergencies", CLINICIAN, FRONT_DESK)
                .allow(POST, "/api/emergencies/{id}/acknowledge", CLINICIAN)
                .allow("/api/dead-letters/**", ADMINISTRATOR)
                .allow("/dead-letters/**", ADMINISTRATOR)
                .allow(GET, "/referrals", REFERRER)
                .allow("/referrals/notices", REFERRER)
                .allow(GET, "/api/referrals/{id}/notice-address", SERVICE)
                .allow(GET, "/referrals/{id}/report", REFERRER, CLINICIAN)
                .allow(POST, "/referrals/{id}/{step:answer|withdraw}", REFERRER, FRONT_DESK)
                .allow("/triage/**", CLINICIAN)
                .allow("/clearances/**", CLINICIAN, FRONT_DESK)
                .allow(GET, "/emergencies", CLINICIAN, FRONT_DESK)
                .allow("/emergencies/**", CLINICIAN)
                .allow("/patients/{id}/erase", ADMINISTRATOR)
                .allow("/patients/duplicates/**", FRONT_DESK)
                .allow("/patients/imports/**", FRONT_DESK)
                .allow(GET, "/patients/**", FRONT_DESK, CLINICIAN, ADMINISTRATOR)
                .allow(POST, "/patients/**", FRONT_DESK)
                .allow(GET, "/packs/**", ADMINISTRATOR, CLINICIAN)
                .allow(POST, "/packs/try", ADMINISTRATOR, CLINICIAN)
                .allow(GET, "/api/packs/**", ADMINISTRATOR, CLINICIAN)
                .allow(POST, "/api/packs/try", ADMINISTRATOR, CLINICIAN);
    }

    /** The clinic's day begins where the clinic is: whoever asks the clock for a date gets that one. */
    @Bean
    static BeanPostProcessor clinicDays(Environment environment) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Clock clock ? clock.withZone(environment.getProperty("foramen.referral.zone", ZoneId.class, HOME)) : bean;
            }
        };
    }

    /** What is acknowledged here has to be there after the loss of any one machine. */
    @Bean
    MongoClientSettingsBuilderCustomizer durable() {
        return settings -> settings.writeConcern(WriteConcern.MAJORITY.withJournal(true)).readConcern(ReadConcern.MAJORITY);
    }

    /** After a form that was taken, the browser goes on with a GET: 303 says so. */
    @Bean
    static BeanPostProcessor seeOther() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof ThymeleafViewResolver resolver) {
                    resolver.setRedirectHttp10Compatible(false);
                }
                return bean;
            }
        };
    }

    @Bean
    Packs packs(ReferralServiceProperties properties) {
        return properties.ownPacks().map(YamlPacks::withFolder).orElseGet(YamlPacks::shipped);
    }

    @Bean
    Moments moments(ReferralServiceProperties properties) {
        return new Moments(properties.zone());
    }

    @Bean
    PhoneNumbers phoneNumbers(ReferralServiceProperties properties) {
        return new LibPhoneNumbers(properties.phoneCountry());
    }

    @Bean
    PatientReader patientReader(PhoneNumbers phones, ReferralServiceProperties properties) {
        return new PatientReader(phones, properties.zone());
    }

    @Bean
    SubmissionReader submissionReader(PatientReader patients, PhysicianReader physicians, Packs packs, Clock clock) {
        return new SubmissionReader(patients, physicians, packs, clock);
    }

    @Bean
    MongoPatients patients(MongoOperations mongo, Outbox outbox) {
        return new MongoPatients(mongo, outbox);
    }

    @Bean
    RegisteringPatients registeringPatients(MongoPatients patients, Clock clock) {
        return new RegisteringPatients(patients, UUID::randomUUID, clock);
    }

    @Bean
    KeepingPatients keepingPatients(MongoPatients patients, List<Traces> traces, Clock clock) {
        return new KeepingPatients(patients, traces, clock);
    }

    @Bean
    Ledgers ledgers(MongoOperations mongo, Outbox outbox) {
        return new MongoLedgers(mongo, outbox);
    }

    @Bean
    RecordingHistory recordingHistory(Ledgers ledgers, Packs packs, Clock clock) {
        return new RecordingHistory(ledgers, packs, clock);
    }

    @Bean
    HistoryReader historyReader(RecordingHistory recording, Packs packs, Clock clock) {
        return new HistoryReader(recording, packs, clock);
    }

    @Bean
    Alerts alerts(MongoOperations mongo, Outbox outbox) {
        return new MongoAlerts(mongo, outbox);
    }

    @Bean
    AnsweringEmergencies answeringEmergencies(Alerts alerts, Clock clock) {
        return new AnsweringEmergencies(alerts, clock);
    }

    @Bean
    RedFlagReports redFlagReports(AnsweringEmergencies emergencies) {
        return new RedFlagReports(emergencies);
    }

    @Bean
    Referrals referrals(MongoOperations mongo, Outbox outbox) {
        return new MongoReferrals(mongo, outbox, InstantSource.system());
    }

    @Bean
    ReferringPatients referringPatients(Referrals referrals, RegisteringPatients patients, Ledgers ledgers, AnsweringEmergencies emergencies,
            KeepingDirectory directory, Packs packs, Clock clock) {
        return new ReferringPatients(referrals, patients, ledgers, emergencies, directory, packs, clock);
    }

    @Bean
    SettlingPermits settlingPermits(Referrals referrals, Ledgers ledgers, Packs packs, Clock clock) {
        return new SettlingPermits(referrals, ledgers, packs, clock);
    }

    @Bean
    CorrespondingOnReferrals correspondingOnReferrals(Referrals referrals, SettlingPermits permits, Clock clock) {
        return new CorrespondingOnReferrals(referrals, permits, clock);
    }

    @Bean
    FollowingTreatment followingTreatment(Referrals referrals, Ledgers ledgers, Packs packs, Clock clock) {
        return new FollowingTreatment(referrals, ledgers, packs, clock);
    }

    @Bean
    AppointmentEvents appointmentEvents(FollowingTreatment following) {
        return new AppointmentEvents(following);
    }

    @Bean
    DiaryEntries diaryEntries(FollowingTreatment following) {
        return new DiaryEntries(following);
    }
}
