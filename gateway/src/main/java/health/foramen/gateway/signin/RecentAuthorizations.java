package health.foramen.gateway.signin;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * Only codes on their way between a browser and the gateway are ever looked up here, for seconds; tokens speak for themselves.
 * So the last thousand are kept and the oldest leaves.
 */
final class RecentAuthorizations implements OAuth2AuthorizationService {

    private static final int MOST = 1_000;

    private final Map<String, OAuth2Authorization> recent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OAuth2Authorization> eldest) {
            return size() > MOST;
        }
    };

    @Override
    public synchronized void save(OAuth2Authorization authorization) {
        recent.put(authorization.getId(), authorization);
    }

    @Override
    public synchronized void remove(OAuth2Authorization authorization) {
        recent.remove(authorization.getId());
    }

    @Override
    public synchronized OAuth2Authorization findById(String id) {
        return recent.get(id);
    }

    @Override
    public synchronized OAuth2Authorization findByToken(String value, OAuth2TokenType type) {
        return recent.values().stream().filter(authorization -> has(authorization, value, type)).findFirst().orElse(null);
    }

    private static boolean has(OAuth2Authorization authorization, String value, OAuth2TokenType type) {
        if (type != null && OAuth2ParameterNames.CODE.equals(type.getValue())) {
            OAuth2Authorization.Token<OAuth2AuthorizationCode> code = authorization.getToken(OAuth2AuthorizationCode.class);
            return code != null && code.getToken().getTokenValue().equals(value);
        }
        OAuth2Authorization.Token<OAuth2Token> token = authorization.getToken(value);
        return token != null || value.equals(authorization.getAttribute(OAuth2ParameterNames.STATE));
    }
}
