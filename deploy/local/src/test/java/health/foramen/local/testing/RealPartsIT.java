package health.foramen.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class RealPartsIT {

    @Test
    void theStoreStores() {
        try (var client = MongoClients.create(RealParts.mongoUri("clinic"))) {
            var patients = client.getDatabase("clinic").getCollection("patients");
            patients.insertOne(new Document("_id", "mara"));
            assertThat(patients.countDocuments()).isEqualTo(1);
        }
    }

    @Test
    void aFreshDatabaseIsNobodyElses() {
        assertThat(RealParts.freshMongoUri()).isNotEqualTo(RealParts.freshMongoUri());
    }

    @Test
    void theBrokerAcknowledges() throws Exception {
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", RealParts.kafkaBootstrapServers(), "acks", "all"),
                new StringSerializer(), new StringSerializer())) {
            assertThat(producer.send(new ProducerRecord<>("real-parts", "key", "value")).get().offset()).isZero();
        }
    }
}
