package dev.firebreak.testkit.pipeline;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.wire.Delivery;
import dev.firebreak.testkit.wire.WireProtocol;
import dev.firebreak.testkit.wire.WireProtocol.Exchange;
import dev.firebreak.testkit.wire.WireRequest;
import dev.firebreak.testkit.wire.WireResponse;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.Ids;
import dev.firebreak.testkit.world.World;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes HTTP requests to the operations of the fake services, and their answers back.
 *
 * <p>Threading: safe for use by many threads. Operations run one at a time, under the world's monitor.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** The errors by which AWS says that a signature's time is wrong, or may be. */
    private static final Set<String> ABOUT_TIME =
            Set.of("RequestExpired", "RequestTimeTooSkewed", "InvalidSignatureException", "SignatureDoesNotMatch");

    private final World world;
    private final Map<String, FakeService> services;
    private final Map<String, List<WireProtocol>> protocols = new ConcurrentHashMap<>();
    private final List<Interceptor> interceptors;
    private final CallLog log;
    private final Callers callers;
    private final Ids requestIds;

    /**
     * @param world the world that calls act on
     * @param services the services, by signing name
     * @param interceptors what calls pass, the outermost first
     * @param callers whose calls they are
     */
    public Dispatcher(World world, Map<String, FakeService> services, List<Interceptor> interceptors, Callers callers) {
        this.world = world;
        this.services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
        this.interceptors = List.copyOf(interceptors);
        this.callers = callers;
        this.log = new CallLog();
        // Apart from the world's own, so that a retry does not change the identifiers of what is made later.
        this.requestIds = new Ids(0);
    }

    private static List<WireProtocol> protocols(FakeService service) {
        return Stream.concat(Stream.of(service.protocol()), service.alsoSpeaks().stream())
                .map(protocol -> WireProtocol.of(protocol, service.operations()))
                .toList();
    }

    private WireProtocol protocol(FakeService service, WireRequest http) {
        List<WireProtocol> spoken = protocols.computeIfAbsent(service.signingName(), name -> protocols(service));
        return spoken.stream()
                .filter(protocol -> protocol.fits(http))
                .findFirst()
                .orElse(spoken.get(0));
    }

    /** The calls dispatched so far. */
    public CallLog log() {
        return log;
    }

    /**
     * Answers one request, whatever it is.
     *
     * @throws ConnectionDropped when the caller is to get no answer
     */
    public WireResponse dispatch(WireRequest http) {
        String requestId = requestIds.uuid();
        Addressee to;
        try {
            to = Addressee.of(http, services, callers.defaultRegion());
        } catch (AwsError malformed) {
            return UnknownService.answer(http, malformed, requestId);
        }
        FakeService service = services.get(to.service());
        if (service == null) {
            AwsError error = UnknownService.error(to.service());
            record(to, "", Optional.of(error.code()), true);
            return UnknownService.answer(http, error, requestId);
        }
        return new Dispatch(http, to, service, requestId).answer();
    }

    /**
     * Clients put their clocks right by the time of an answer that says they are wrong. All others go undated: a client whose
     * clock is not the world's would take every refusal for one of its time, and ask again.
     */
    private WireResponse dated(WireResponse answer) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put(
                "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(world.now().atOffset(ZoneOffset.UTC)));
        headers.putAll(answer.headers());
        return new WireResponse(answer.status(), headers, answer.body());
    }

    private void record(Addressee to, String operation, Optional<String> error, boolean answered) {
        log.add(new CallRecord(
                to.service(), operation, account(to), to.region(), to.accessKeyId(), world.now(), error, answered));
    }

    private String account(Addressee to) {
        synchronized (world) {
            return callers.account(to.accessKeyId());
        }
    }

    /** One request under way. */
    private final class Dispatch {
        private final WireRequest http;
        private final Addressee to;
        private final FakeService service;
        private final WireProtocol protocol;
        private final String requestId;
        private final AtomicReference<Delivery> delivery = new AtomicReference<>(Delivery.PROMPT);
        private String operation = "";

        Dispatch(WireRequest http, Addressee to, FakeService service, String requestId) {
            this.http = http;
            this.to = to;
            this.service = service;
            this.protocol = protocol(service, http);
            this.requestId = requestId;
        }

        WireResponse answer() {
            return written().delivered(delivery.get());
        }

        private WireResponse written() {
            try {
                // The operation is not known before the call was read.
                Operations.Result result = run();
                WireResponse answer = protocol.write(exchange(), result);
                record(to, operation, Optional.empty(), true);
                return answer;
            } catch (AwsError refusal) {
                record(to, operation, Optional.of(refusal.code()), true);
                WireResponse answer = protocol.error(exchange(), refusal);
                return ABOUT_TIME.contains(refusal.code()) ? dated(answer) : answer;
            } catch (ConnectionDropped dropped) {
                record(to, operation, Optional.empty(), false);
                throw dropped;
            } catch (RuntimeException | StackOverflowError bug) {
                LOG.error("Cannot answer {} {}: the fake service failed", to.service(), operation, bug);
                AwsError failure = protocol.internalFailure();
                record(to, operation, Optional.of(failure.code()), true);
                return protocol.error(exchange(), failure);
            }
        }

        private Exchange exchange() {
            return new Exchange(http, to.service(), operation, requestId);
        }

        private Operations.Result run() {
            operation = protocol.operation(http);
            Operations.Operation<?> found =
                    service.operations().find(operation).orElseThrow(() -> protocol.notImplemented(operation));
            WireProtocol.Reading reading = protocol.read(http, found);
            var target = new Invocation.Target(service, found, call(reading.body()), reading.request(), http, delivery);
            return new Invocation(target, interceptors).proceed();
        }

        private Call call(byte[] body) {
            synchronized (world) {
                Account account = world.account(account(to));
                return new Call(account, account.region(to.region()), to.accessKeyId(), requestId, body);
            }
        }
    }
}
