package dev.firebreak.testkit.service.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The commands and sessions of Systems Manager in a Region: what happened, not what is, so that snapshots have none of it. */
public final class SsmState implements ServiceState {
    private final Table<SentCommand> commands = new Table<>(SentCommand::id);
    private final Table<OpenSession> sessions = new Table<>(OpenSession::id);
    private SsmTiming timing = SsmTiming.DEFAULT;

    private SsmState() {}

    /** The state of a Region. */
    public static SsmState of(Region region) {
        return region.state(SsmState.class, made -> new SsmState());
    }

    static SsmState of(Call call) {
        return of(call.region());
    }

    /** Sets how long Run Command takes. If not set, {@link SsmTiming#DEFAULT}. */
    public void timing(SsmTiming value) {
        timing = value;
    }

    SsmTiming timing() {
        return timing;
    }

    void add(SentCommand command) {
        commands.put(command);
    }

    /** The command with this id, brought up to now. */
    Optional<SentCommand> command(String id, Call call) {
        Optional<SentCommand> found = commands.find(id);
        found.ifPresent(command -> command.advance(call.now()));
        return found;
    }

    /** All commands, brought up to now, the newest first. */
    List<SentCommand> commands(Call call) {
        var all = new ArrayList<>(commands.all());
        all.forEach(command -> command.advance(call.now()));
        Collections.reverse(all);
        return all;
    }

    Table<OpenSession> sessions() {
        return sessions;
    }

    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
