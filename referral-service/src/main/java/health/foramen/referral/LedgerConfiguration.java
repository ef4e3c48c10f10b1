package health.foramen.referral;

import health.foramen.outbox.StableIds;
import health.foramen.referral.duplicates.MergingPatients;
import health.foramen.referral.duplicates.SuspectingDuplicates;
import health.foramen.referral.duplicates.messaging.PatientChanges;
import health.foramen.referral.duplicates.store.MongoSuspicions;
import health.foramen.referral.history.BringingInHistory;
import health.foramen.referral.history.HistoryLists;
import health.foramen.referral.history.JudgingLines;
import health.foramen.referral.history.store.MongoHistoryLists;
import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.ledger.ReckoningLedgers;
import health.foramen.referral.ledger.RecordingHistory;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.patient.PatientSearch;
import health.foramen.referral.patient.Patients;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** What the ledger shows, the history that is brought in, and the records that are of one person. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

    @Bean
    ReckoningLedgers reckoningLedgers(Ledgers ledgers, Packs packs, Clock clock) {
        return new ReckoningLedgers(ledgers, packs, clock);
    }

    @Bean
    HistoryLists historyLists(MongoOperations mongo) {
        return new MongoHistoryLists(mongo, InstantSource.system());
    }

    @Bean
    BringingInHistory bringingInHistory(HistoryLists lists, Patients patients, Ledgers ledgers, Packs packs, RecordingHistory recording, Clock clock) {
        return new BringingInHistory(lists, new JudgingLines(patients, ledgers, packs, StableIds::of, clock), recording, clock);
    }

    @Bean
    MongoSuspicions suspicions(MongoOperations mongo) {
        return new MongoSuspicions(mongo);
    }

    @Bean
    MergingPatients mergingPatients(Patients patients, Ledgers ledgers, MongoSuspicions suspicions, Clock clock) {
        return new MergingPatients(patients, ledgers, suspicions, suspicions, clock);
    }

    @Bean
    PatientChanges patientChanges(Patients patients, PatientSearch search, MongoSuspicions suspicions, Clock clock) {
        return new PatientChanges(new SuspectingDuplicates(patients, search, suspicions, clock));
    }
}
