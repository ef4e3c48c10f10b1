package health.foramen.referral;

import static health.foramen.safeguard.Role.ADMINISTRATOR;
import static health.foramen.safeguard.Role.CLINICIAN;
import static health.foramen.safeguard.Role.FRONT_DESK;
import static health.foramen.safeguard.Role.REFERRER;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import health.foramen.outbox.StableIds;
import health.foramen.referral.attachment.Contents;
import health.foramen.referral.directory.KeepingDirectory;
import health.foramen.referral.directory.store.MongoDirectory;
import health.foramen.referral.directory.web.PhysicianReader;
import health.foramen.referral.draft.KeepingDrafts;
import health.foramen.referral.draft.store.MongoDrafts;
import health.foramen.referral.emergency.AnsweringEmergencies;
import health.foramen.referral.patient.PatientSearch;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.patient.PhoneNumbers;
import health.foramen.referral.patient.Traces;
import health.foramen.referral.referral.AttachingFiles;
import health.foramen.referral.referral.RecognisingPatients;
import health.foramen.referral.referral.Referrals;
import health.foramen.referral.referral.StrikingDrafts;
import health.foramen.referral.referral.StrikingNames;
import health.foramen.referral.referral.web.SubmissionReader;
import health.foramen.safeguard.Doors;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;

/** What leads up to a referral: drafts, the directory of physicians, known patients. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeConfiguration.class);

    static Doors doors(Doors before) {
        return before
                .allow(POST, "/api/findings", REFERRER, CLINICIAN, FRONT_DESK)
                .allow(POST, "/api/referrals", REFERRER, FRONT_DESK)
                .allow("/api/referrals/drafts/**", REFERRER, FRONT_DESK)
                .allow(GET, "/api/referrals/known-patients", REFERRER, FRONT_DESK)
                .allow(GET, "/api/referrals/{id}/copy", REFERRER)
                .allow(POST, "/api/directory/physicians", FRONT_DESK)
                .allow(PUT, "/api/directory/physicians/{id}/reach", FRONT_DESK, ADMINISTRATOR)
                .allow(GET, "/api/directory/**", FRONT_DESK, CLINICIAN, ADMINISTRATOR)
                .allow("/referrals/physicians/**", FRONT_DESK, ADMINISTRATOR)
                .allow(GET, "/referrals/new", REFERRER, FRONT_DESK)
                .allow(POST, "/referrals/new", REFERRER, FRONT_DESK)
                .allow(POST, "/referrals/new/{part:findings|known|physicians|fill}", REFERRER, FRONT_DESK)
                .allow("/referrals/drafts/**", REFERRER, FRONT_DESK)
                .allow(GET, "/referrals/{id:[0-9a-fA-F-]{36}}", REFERRER, CLINICIAN, FRONT_DESK);
    }

    @Bean
    PhysicianReader physicianReader(PhoneNumbers phones) {
        return new PhysicianReader(phones);
    }

    @Bean
    KeepingDirectory keepingDirectory(MongoOperations mongo) {
        return new KeepingDirectory(new MongoDirectory(mongo), (practice, name) -> StableIds.of("physician", practice, name));
    }

    @Bean
    KeepingDrafts keepingDrafts(MongoOperations mongo, Contents contents, Clock clock) {
        return new KeepingDrafts(new MongoDrafts(mongo), contents, (holder, hash) -> StableIds.of("attachment", holder.toString(), hash),
                (owner, id) -> SubmissionReader.idOf(owner, id.toString()), UUID::randomUUID, clock);
    }

    @Bean
    Traces namesInDrafts(KeepingDrafts drafting) {
        return new StrikingDrafts(drafting);
    }

    @Bean
    Traces namesInReferrals(Referrals referrals, Patients patients, AnsweringEmergencies emergencies, Clock clock) {
        return new StrikingNames(referrals, patients, emergencies, clock);
    }

    @Bean
    RecognisingPatients recognisingPatients(PatientSearch search, Referrals referrals) {
        return new RecognisingPatients(search, referrals);
    }

    @Bean
    Tidying tidying(KeepingDrafts drafts, AttachingFiles files) {
        return new Tidying(drafts, files);
    }

    /** Once an hour: drafts that nobody has touched for a month, and bytes that nothing names. */
    static final class Tidying {

        private final KeepingDrafts drafts;
        private final AttachingFiles files;

        Tidying(KeepingDrafts drafts, AttachingFiles files) {
            this.drafts = drafts;
            this.files = files;
        }

        @Scheduled(fixedDelayString = "${foramen.referral.tidy-every:1h}", initialDelayString = "${foramen.referral.tidy-first:2m}")
        void tidy() {
            try {
                drafts.forgetOld();
                files.removeWhatNobodyNames(drafts::names);
            } catch (DataAccessResourceFailureException e) {
                LOG.warn("the tidying found no store and will come again: {}", e.getMessage());
            }
        }
    }
}
