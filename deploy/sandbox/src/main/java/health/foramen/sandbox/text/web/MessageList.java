package health.foramen.sandbox.text.web;

import java.util.List;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** One page of Twilio's Message list. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record MessageList(List<MessageResource> messages, int start, int end, int page, int pageSize, String firstPageUri,
        String previousPageUri, String nextPageUri, String uri) {
}
