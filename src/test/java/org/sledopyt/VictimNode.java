package org.sledopyt;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.aopalliance.intercept.MethodInterceptor;
import org.sledopyt.account.Account;
import org.sledopyt.account.Accounts;
import org.sledopyt.account.Profile;
import org.sledopyt.account.Result;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.command.Launch;
import org.sledopyt.intake.Follow;
import org.sledopyt.notify.Channels;
import org.sledopyt.sandbox.WorldClock;
import org.sledopyt.storage.DataFolder;
import org.sledopyt.storage.Database;
import org.sledopyt.storage.Wake;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.ClassUtils;

/**
 * A whole node in a process of its own, on the database and with the settings of its system properties. It does what is written to it, a
 * line each: {@code follow} with numbers, {@code forward} with a duration for its clock, {@code arm}; it answers {@code done}. Once armed,
 * it hangs for ever at the step {@code victim.step}, such as {@code Asks.claim}, and says {@code blocked}.
 */
@Import(Server.class)
class VictimNode {

    private static final String STEP = System.getProperty("victim.step", "");
    private static final boolean AFTER = Boolean.getBoolean("victim.after");
    /** How often the step is let through first. */
    private static final AtomicInteger PASSES = new AtomicInteger(Integer.getInteger("victim.passes", 0));

    private static final WorldClock CLOCK = WorldClock.real();
    private static volatile boolean armed;

    public static void main(String[] arguments) throws Exception {
        Database.Address address = new Database.Address(
                System.getProperty("victim.url"),
                System.getProperty("victim.user"),
                System.getProperty("victim.password"));
        try (DataFolder folder = DataFolder.open(Path.of(System.getProperty("victim.folder")));
                ConfigurableApplicationContext node =
                        Launch.start(VictimNode.class, folder, () -> Database.at(address), false, Map.of());
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in))) {
            System.out.println("ready");
            // ends with whoever started it
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> words = List.of(line.split(" "));
                switch (words.getFirst()) {
                    case "follow" ->
                        follow(
                                node.getBean(Accounts.class),
                                node.getBean(Channels.class),
                                node.getBean(Follow.class),
                                words.subList(1, words.size()));
                    case "forward" -> {
                        CLOCK.advance(Duration.parse(words.getLast()));
                        Wake.call(node.getBean(JdbcClient.class), "asks", "");
                    }
                    case "arm" -> armed = true;
                    default -> throw new IllegalArgumentException(line);
                }
                System.out.println("done");
            }
        }
    }

    /** Somebody with a mail address waits for these numbers. */
    static void follow(Accounts accounts, Channels channels, Follow follow, List<String> numbers) {
        Profile vera = new Profile("Vera", "en", "Europe/Moscow", "RU");
        Result<Account> made = accounts.create("vera@example.com", "a long password", vera, true);
        if (!(made instanceof Result.Done<Account>(Account account))) {
            throw new IllegalStateException(made.toString());
        }
        channels.put(account.id(), "mail", "vera@example.com", true);
        numbers.forEach(number -> follow.follow(account.id(), new TrackingNumber(number), List.of(), number));
    }

    @Bean
    static BeanPostProcessor hangingStep() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                String type = ClassUtils.getUserClass(bean).getSimpleName();
                if (!STEP.startsWith(type + ".")) {
                    return bean instanceof Clock ? CLOCK : bean;
                }
                ProxyFactory factory = new ProxyFactory(bean);
                factory.setProxyTargetClass(true);
                factory.addAdvice(hanging(STEP.substring(type.length() + 1)));
                return factory.getProxy();
            }
        };
    }

    private static MethodInterceptor hanging(String method) {
        return call -> {
            if (!call.getMethod().getName().equals(method)) {
                return call.proceed();
            }
            if (!AFTER) {
                hangIfDue();
                return call.proceed();
            }
            Object result = call.proceed();
            if (!List.of().equals(result)) {
                hangIfDue();
            }
            return result;
        };
    }

    private static void hangIfDue() {
        if (armed && PASSES.getAndDecrement() <= 0) {
            System.out.println("blocked");
            while (true) {
                LockSupport.park();
            }
        }
    }
}
