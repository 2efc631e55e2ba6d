package org.sledopyt.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers only to names that are ours. Else a page of another site could let its own name point at this machine and would then be
 * of the same origin as we are.
 */
final class KnownHosts extends OncePerRequestFilter {

    private static final Set<String> LOCALHOST = Set.of("localhost", "127.0.0.1", "[::1]", "[0:0:0:0:0:0:0:1]");

    private final Problems problems;
    private final List<String> hosts;
    private final boolean anyHost;

    /**
     * @param hosts names of this server besides those of localhost
     * @param boundTo null: all addresses of the machine; with no names configured it then answers to any
     */
    KnownHosts(Problems problems, List<String> hosts, @Nullable InetAddress boundTo) {
        this.problems = problems;
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        this.anyHost = hosts.isEmpty() && (boundTo == null || !boundTo.isLoopbackAddress());
    }

    /** Asked from this machine, not through a proxy that told for whom. */
    static boolean isLocal(HttpServletRequest request) {
        return LOCALHOST.contains(name(request)) && isLoopback(request.getRemoteAddr());
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false; // a proxy told something that is no address
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String name = name(request);
        if (anyHost || LOCALHOST.contains(name) || hosts.contains(name)) {
            chain.doFilter(request, response);
        } else {
            problems.write(new Problem(HttpStatus.MISDIRECTED_REQUEST, "request.wrongHost"), response);
        }
    }

    /** Who looks after the server asks for its health by whatever address it has inside. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator/health");
    }

    private static String name(HttpServletRequest request) {
        return request.getServerName().toLowerCase(Locale.ROOT);
    }
}
