package dev.firebreak.testkit.service.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.lag.Cell;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/** Block Public Access of an account, which no new account has. */
final class AccountPublicAccess implements ServiceState {
    private final Cell<@Nullable PublicAccessBlockConfiguration> block;

    private AccountPublicAccess(Account account) {
        block = account.world().lags().s3().cell(null);
    }

    static AccountPublicAccess of(Account account) {
        return account.state(AccountPublicAccess.class, AccountPublicAccess::new);
    }

    Optional<PublicAccessBlockConfiguration> block() {
        return Optional.ofNullable(block.get());
    }

    void set(@Nullable PublicAccessBlockConfiguration configuration) {
        block.set(configuration);
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        block().ifPresent(set -> json.put("blockPublicAcls", set.blockPublicAcls())
                .put("ignorePublicAcls", set.ignorePublicAcls())
                .put("blockPublicPolicy", set.blockPublicPolicy())
                .put("restrictPublicBuckets", set.restrictPublicBuckets()));
        return json;
    }
}
