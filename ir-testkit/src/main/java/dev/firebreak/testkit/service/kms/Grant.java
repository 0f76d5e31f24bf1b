package dev.firebreak.testkit.service.kms;

import software.amazon.awssdk.services.kms.model.GrantListEntry;

/**
 * A grant of a key.
 *
 * @param entry the grant as {@code ListGrants} answers it
 * @param token what retires it
 */
record Grant(GrantListEntry entry, String token) {}
