package dev.firebreak.testkit.authorization;

import java.util.Map;

/**
 * One thing that a call must be allowed to do.
 *
 * @param action such as {@code s3:GetObject}
 * @param resource an ARN, or {@code *}
 * @param keys condition keys of this demand alone
 */
record Demand(String action, String resource, Map<String, String> keys) {
    Demand(String action, String resource) {
        this(action, resource, Map.of());
    }
}
