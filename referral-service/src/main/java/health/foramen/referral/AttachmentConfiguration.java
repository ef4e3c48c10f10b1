package health.foramen.referral;

import static health.foramen.safeguard.Role.CLINICIAN;
import static health.foramen.safeguard.Role.FRONT_DESK;
import static health.foramen.safeguard.Role.REFERRER;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import health.foramen.outbox.StableIds;
import health.foramen.referral.attachment.Contents;
import health.foramen.referral.attachment.store.GridFsContents;
import health.foramen.referral.referral.AttachingFiles;
import health.foramen.referral.referral.Referrals;
import health.foramen.referral.referral.messaging.ErasedPatients;
import health.foramen.safeguard.Doors;
import java.time.Clock;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** Files of a referral. */
@Configuration(proxyBeanMethods = false)
class AttachmentConfiguration {

    static Doors doors(Doors before) {
        return before
                .allow(POST, "/api/referrals/{id}/attachments", REFERRER, CLINICIAN, FRONT_DESK)
                .allow(GET, "/api/referrals/{id}/attachments/{attachment}", REFERRER, CLINICIAN, FRONT_DESK)
                .allow(DELETE, "/api/referrals/{id}/attachments/{attachment}", REFERRER, CLINICIAN, FRONT_DESK)
                .allow(POST, "/referrals/{id}/attachments", REFERRER, CLINICIAN, FRONT_DESK)
                .allow(GET, "/referrals/{id}/attachments/{attachment}", REFERRER, CLINICIAN, FRONT_DESK)
                .allow(POST, "/referrals/{id}/attachments/{attachment}/remove", REFERRER, CLINICIAN, FRONT_DESK);
    }

    @Bean
    Contents contents(MongoDatabaseFactory mongo) {
        return new GridFsContents(mongo, InstantSource.system());
    }

    @Bean
    ErasedPatients erasedPatients(AttachingFiles attaching) {
        return new ErasedPatients(attaching);
    }

    @Bean
    AttachingFiles attachingFiles(Referrals referrals, Contents contents, Clock clock) {
        return new AttachingFiles(referrals, contents, (holder, hash) -> StableIds.of("attachment", holder.toString(), hash), UUID::randomUUID, clock);
    }
}
