package dev.firebreak.testkit.world;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a fake service remembers, in one Region, in one account, or across accounts.
 *
 * <p>A service has its state made by {@link Region#state}, {@link Account#state} or {@link World#state} when it is first called, and so finds a place
 * in the world without the world knowing of it.
 */
public interface ServiceState {
    /**
     * The state as comparable JSON: equal for equal states, without what calls merely observe and without secrets. Empty, as an
     * object or an array, when there is nothing; then the world's snapshot leaves it out.
     */
    JsonNode snapshot();
}
