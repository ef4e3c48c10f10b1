package health.foramen.sandbox.text.web;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import health.foramen.sandbox.text.TwilioError;

/** A refusal in Twilio's shape. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record TwilioProblem(int code, String message, String moreInfo, int status) {

    static ResponseEntity.BodyBuilder begin(TwilioError error) {
        return ResponseEntity.status(error.status()).contentType(MediaType.APPLICATION_JSON);
    }

    static TwilioProblem of(TwilioError error, String about) {
        return new TwilioProblem(error.code(), error.message(about), "https://www.twilio.com/docs/errors/" + error.code(), error.status());
    }

    static ResponseEntity<Object> answer(TwilioError error, String about) {
        return begin(error).body(of(error, about));
    }
}
