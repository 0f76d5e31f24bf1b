package dev.firebreak.testkit.guest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The small simulated operating system of one instance. Made when first asked for.
 *
 * <pre>{@code
 * fake.guest(web.id())
 *         .file("/tmp/.x/miner", GuestFile.of("...").mode("0755"))
 *         .process("nobody", "/tmp/.x/miner -o pool:3333")
 *         .command("vol", run -> CommandResult.printed("nothing found\n"));
 * }</pre>
 *
 * <p><i>Threading:</i> use it under the world's monitor when calls may be under way.
 */
public final class Guest {
    private static final int FIRST_PID = 2000;
    private static final int MEMORY_PAGES = 256;

    private final Region region;
    private final Ec2Instance instance;
    private final Guests guests;
    private final SortedMap<Integer, GuestProcess> processes = new TreeMap<>();
    private final SortedMap<String, GuestFile> files = new TreeMap<>();
    private final Map<String, GuestCommand> commands = new LinkedHashMap<>();
    private final Map<Predicate<String>, GuestCommand> special = new LinkedHashMap<>();
    private final SortedMap<String, String> modules = new TreeMap<>();
    private final Imds imds;
    private final SsmAgent agent;
    private final ObjectNode pristine;
    private GuestPlatform platform;
    private GuestMemory memory;
    private int nextPid = FIRST_PID;

    Guest(Guests guests, Region region, Ec2Instance instance) {
        this.guests = guests;
        this.region = region;
        this.instance = instance;
        boolean windows = "windows".equalsIgnoreCase(instance.launched().platformAsString());
        this.platform = windows ? GuestPlatform.WINDOWS : GuestPlatform.LINUX;
        this.memory = GuestMemory.of(instance.id().hashCode(), MEMORY_PAGES);
        this.imds = new Imds(region, instance);
        this.agent = new SsmAgent(this);
        commands.putAll(StandardCommands.all());
        GuestDefaults.fill(this);
        this.pristine = json();
    }

    /** The id of the instance. */
    public String instanceId() {
        return instance.id();
    }

    /** The instance. */
    public Ec2Instance instance() {
        return instance;
    }

    /** Where the instance is. */
    public Region region() {
        return region;
    }

    Guests guests() {
        return guests;
    }

    /** The host name. */
    public String hostName() {
        return "ip-" + address().replace('.', '-') + "." + region.name() + ".compute.internal";
    }

    /** The private IPv4 address of the primary interface; 127.0.0.1 when there is none. */
    public String address() {
        return Instances.interfaces(region, instance.id()).stream()
                .findFirst()
                .map(eni -> eni.privateIpAddress())
                .orElse("127.0.0.1");
    }

    /** The operating system. If not set, Amazon Linux 2023, or Windows where the image is. */
    public GuestPlatform platform() {
        return platform;
    }

    /** Sets the operating system. */
    public Guest platform(GuestPlatform value) {
        platform = value;
        return this;
    }

    /** The memory. If not set, 1 MiB. */
    public GuestMemory memory() {
        return memory;
    }

    /** Sets the memory. */
    public Guest memory(GuestMemory value) {
        memory = value;
        return this;
    }

    /** The files by path. */
    public SortedMap<String, GuestFile> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    /** The file at a path. */
    public Optional<GuestFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** Puts a file at an absolute path. */
    public Guest file(String path, GuestFile file) {
        files.put(path, file);
        return this;
    }

    /** Puts a text file at an absolute path. */
    public Guest file(String path, String text) {
        return file(path, GuestFile.of(text));
    }

    /** Removes a file; answers whether there was one. */
    public boolean remove(String path) {
        return files.remove(path) != null;
    }

    /** The processes by id. */
    public SortedMap<Integer, GuestProcess> processes() {
        return Collections.unmodifiableSortedMap(processes);
    }

    /** Starts a process, a child of the first one; answers its id. */
    public int start(String user, String command) {
        int pid = nextPid++;
        add(new GuestProcess(pid, 1, user, command, region.world().now()));
        return pid;
    }

    /** Starts a process. */
    public Guest process(String user, String command) {
        start(user, command);
        return this;
    }

    Guest add(GuestProcess process) {
        processes.put(process.pid(), process);
        return this;
    }

    /** Ends a process; answers whether there was one. */
    public boolean kill(int pid) {
        return processes.remove(pid) != null;
    }

    /** The loaded kernel modules, with their parameters. */
    public SortedMap<String, String> modules() {
        return modules;
    }

    /** Installs a program under a name, in the place of the one before. */
    public Guest command(String name, GuestCommand command) {
        commands.put(name, command);
        return this;
    }

    /** Answers whole command lines that the predicate holds for, before any program is looked for; the latest wins. */
    public Guest commandLine(Predicate<String> lines, GuestCommand command) {
        special.put(lines, command);
        return this;
    }

    /** Removes a program, so that it is not found. */
    public Guest withoutCommand(String name) {
        commands.remove(name);
        return this;
    }

    Optional<GuestCommand> program(String name) {
        return Optional.ofNullable(commands.get(name.substring(name.lastIndexOf('/') + 1)));
    }

    Optional<GuestCommand> special(String line) {
        return special.entrySet().stream()
                .filter(entry -> entry.getKey().test(line))
                .map(Map.Entry::getValue)
                .reduce((first, second) -> second);
    }

    /** Runs a script as root: lines, {@code ;}, {@code &&}, {@code ||}, pipes, redirections to files, and variables. */
    public CommandResult run(String script) {
        return new Shell(this).run(script);
    }

    /** The instance metadata service. */
    public Imds imds() {
        return imds;
    }

    /** The SSM agent. */
    public SsmAgent agent() {
        return agent;
    }

    /** What differs from a fresh guest, as comparable JSON; empty when nothing does. */
    ObjectNode snapshot() {
        ObjectNode now = json();
        return now.equals(pristine) ? JsonNodeFactory.instance.objectNode() : now;
    }

    private ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ObjectNode running = node.putObject("processes");
        processes.forEach((pid, process) -> running.put(String.valueOf(pid), process.user() + " " + process.command()));
        ObjectNode stored = node.putObject("files");
        files.forEach((path, file) -> stored.put(path, file.owner() + " " + file.mode() + " " + file.sha256()));
        ObjectNode loaded = node.putObject("modules");
        modules.forEach(loaded::put);
        return node;
    }
}
