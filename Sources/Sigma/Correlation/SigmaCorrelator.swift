import Model

/// Follows correlations through events in the order of their times.
///
/// A condition with lower bounds alone is judged at each match over the time that ends there, and told of once until it ceases to
/// hold. A condition with an upper bound, an average or a percentile is judged when the time since a group's first match has passed
/// (`advance`, `finish`). A match whose event lacks a field of `group-by` takes no part: it is not known whom it belongs to.
package struct SigmaCorrelator: Sendable {
    /// Groups of one correlation that are followed at a time.
    package static let mostGroups = 20_000

    private struct Track: Sendable {
        let correlation: SigmaCorrelation
        let number: Int
        let isTumbling: Bool
        var windows: [[RawText]: CorrelationWindow] = [:]
        /// When windows end, in the order in which they began.
        var ends: [(end: Timestamp, group: [RawText])] = []
        var endsHead = 0
    }

    private var tracks: [Track]
    /// For each rule and correlation, the tracks that count its matches.
    private var users: [[(track: Int, reference: Int)]]
    /// Windows that were given up because there were too many groups.
    package private(set) var dropped = 0
    private var found: [CorrelationMatch] = []

    init(_ set: SigmaRuleSet) {
        let first = set.rules.rules.count
        tracks = set.rules.correlations.enumerated().map { index, correlation in
            let waits = correlation.waitsForEnd || [.valueAverage, .valuePercentile, .valueMedian].contains(correlation.kind)
            return Track(correlation: correlation, number: first + index, isTumbling: waits)
        }
        users = Array(repeating: [], count: set.count)
        for (index, track) in tracks.enumerated() {
            for (place, reference) in track.correlation.references.enumerated() {
                for number in 0..<track.number where set.header(number).isCalled(reference) { users[number].append((index, place)) }
            }
        }
    }

    /// Whether matches of a rule count for any correlation.
    package func counts(_ number: Int) -> Bool { !users[number].isEmpty }

    /// Takes the matches of one event, and gives the correlations that hold with it.
    package mutating func take(_ matches: [Int], at time: Timestamp, from matcher: borrowing SigmaMatcher) -> [CorrelationMatch] {
        take(matches, at: time) { matcher.value($0) }
    }

    /// - Parameter value: the value of a field of the event.
    mutating func take(_ matches: [Int], at time: Timestamp, value: (String) -> RawText?) -> [CorrelationMatch] {
        advance(to: time)
        for number in matches where !users[number].isEmpty {
            for user in users[number].reversed() {
                let correlation = tracks[user.track].correlation
                let reference = correlation.references[user.reference]
                let names = correlation.groupBy.map { correlation.field($0, of: reference) }
                let group = names.compactMap { value($0) }
                guard group.count == names.count else { continue }
                let values = correlation.valueFields.compactMap { value($0) }
                count(user.track, user.reference, group, values, time)
            }
        }
        return taken()
    }

    /// Judges what ended before `time`; also called by `take`.
    package mutating func advance(to time: Timestamp) {
        for index in tracks.indices where tracks[index].isTumbling { close(index, before: time) }
    }

    /// Judges all that is left, after the last event.
    package mutating func finish() -> [CorrelationMatch] {
        for index in tracks.indices where tracks[index].isTumbling { close(index, before: nil) }
        return taken()
    }

    private mutating func taken() -> [CorrelationMatch] {
        defer { found.removeAll(keepingCapacity: true) }
        return found
    }

    private mutating func count(_ index: Int, _ reference: Int, _ group: [RawText], _ values: [RawText], _ time: Timestamp) {
        let correlation = tracks[index].correlation
        guard values.count == correlation.valueFields.count else { return }
        var number = 0.0
        if ![.eventCount, .valueCount, .temporal, .temporalOrdered].contains(correlation.kind) {
            guard let value = values.first.flatMap({ NumberText.value($0.bytes, 0..<$0.count) }), value.isFinite else { return }
            number = value
        }
        makeRoom(index, for: group, at: time)
        if tracks[index].windows[group] == nil, tracks[index].isTumbling {
            tracks[index].ends.append((time.adding(seconds: correlation.timespan), group))
        }
        // Taken out while it changes, so that its storage is not copied.
        var window =
            tracks[index].windows.removeValue(forKey: group) ?? CorrelationWindow(references: correlation.references.count, at: time)
        window.see(reference, at: time, span: correlation.timespan)
        let text = correlation.kind == .valueCount ? values : []
        let isTemporal = correlation.kind == .temporal || correlation.kind == .temporalOrdered
        if !isTemporal { window.add(time, number: number, text: text) }
        if tracks[index].isTumbling {
            tracks[index].windows[group] = window
            return
        }
        window.forget(before: window.latest, span: correlation.timespan)
        var (value, first) = (window.value(correlation.kind, percentile: correlation.percentile), window.earliest)
        var holds = correlation.holds(value)
        if correlation.kind == .temporal {
            let rules = window.rules(at: window.latest, span: correlation.timespan)
            (value, first) = (Double(rules.seen.filter { $0 }.count), rules.first)
            holds = correlation.holds(seen: rules.seen)
        } else if correlation.kind == .temporalOrdered {
            let chain = window.chain(at: window.latest, span: correlation.timespan)
            (value, first) = (Double(chain.count), chain.first)
            holds = correlation.holds(value)
        }
        let isNew = holds && !window.isRaised
        window.isRaised = holds && correlation.kind != .temporalOrdered
        if isNew, correlation.kind == .temporalOrdered { window.clearChains() }
        tracks[index].windows[group] = window
        if isNew { tell(index, group, first, window.latest, value) }
    }

    /// Notes that a correlation held, and counts it for correlations that refer to it.
    private mutating func tell(_ index: Int, _ group: [RawText], _ first: Timestamp, _ last: Timestamp, _ value: Double) {
        let correlation = tracks[index].correlation
        found.append(
            CorrelationMatch(
                number: tracks[index].number, first: first, last: last, group: Array(zip(correlation.groupBy, group)).map { ($0, $1) },
                value: value))
        for user in users[tracks[index].number] {
            let outer = tracks[user.track].correlation
            let reference = outer.references[user.reference]
            func value(_ name: String) -> RawText? { correlation.groupBy.firstIndex(of: name).map { group[$0] } }
            let outerGroup = outer.groupBy.compactMap { value(outer.field($0, of: reference)) }
            guard outerGroup.count == outer.groupBy.count else { continue }
            count(user.track, user.reference, outerGroup, outer.valueFields.compactMap(value), last)
        }
    }

    private mutating func close(_ index: Int, before time: Timestamp?) {
        while tracks[index].endsHead < tracks[index].ends.count {
            let (end, group) = tracks[index].ends[tracks[index].endsHead]
            if let time, end >= time { break }
            tracks[index].endsHead += 1
            guard let window = tracks[index].windows.removeValue(forKey: group) else { continue }
            let correlation = tracks[index].correlation
            var value = window.value(correlation.kind, percentile: correlation.percentile)
            var holds = correlation.holds(value)
            if correlation.kind == .temporal {
                let seen = window.rules(at: window.latest, span: correlation.timespan).seen
                (value, holds) = (Double(seen.filter { $0 }.count), correlation.holds(seen: seen))
            } else if correlation.kind == .temporalOrdered {
                value = Double(window.chain(at: window.latest, span: correlation.timespan).count)
                holds = correlation.holds(value)
            }
            if holds { tell(index, group, window.earliest, window.latest, value) }
        }
        if tracks[index].endsHead > 1024, tracks[index].endsHead * 2 > tracks[index].ends.count {
            tracks[index].ends.removeFirst(tracks[index].endsHead)
            tracks[index].endsHead = 0
        }
    }

    /// Gives up what is over, and where that is not enough, the quietest half: an intruder must not fill memory with made-up names.
    private mutating func makeRoom(_ index: Int, for group: [RawText], at time: Timestamp) {
        guard tracks[index].windows.count >= SigmaCorrelator.mostGroups, tracks[index].windows[group] == nil else { return }
        let span = tracks[index].correlation.timespan
        if !tracks[index].isTumbling {
            tracks[index].windows = tracks[index].windows.filter { $0.value.latest.adding(seconds: span) >= time }
        }
        guard tracks[index].windows.count >= SigmaCorrelator.mostGroups else { return }
        let times = tracks[index].windows.values.map(\.latest).sorted()
        let middle = times[times.count / 2]
        let before = tracks[index].windows.count
        tracks[index].windows = tracks[index].windows.filter { $0.value.latest > middle }
        dropped += before - tracks[index].windows.count
    }
}
