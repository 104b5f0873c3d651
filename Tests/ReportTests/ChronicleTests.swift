import Model
import Testing

@testable import Report

@Suite struct `The picture of time` {
    static func points(_ seconds: [Int64]) -> [Chronicle.Point] {
        seconds.enumerated().map { number, second in
            Chronicle.Point(
                time: Timestamp(seconds: second), lane: ChronicleLane.allCases[number % 4], text: "trace \(number)")
        }
    }

    static let day: Int64 = 86_400
    static let cases: [[Int64]] = [
        [], [0], [5, 5, 5], [0, 1, 2], Array(0..<5000), (0..<5000).map { $0 * 126_000 }, [0, 3, 20 * 365 * day],
        [-62_135_510_400, 0, 253_402_214_400], [0, 40 * day, 41 * day, 400 * day, 4000 * day, 9000 * day, 9001 * day],
    ]

    @Test(arguments: cases)
    func `keeps every trace inside the frame and in order`(seconds: [Int64]) {
        let axis = TimeAxis(seconds, start: 130, length: 705)
        let places = seconds.map { axis.place($0) }
        #expect(places.allSatisfy { $0 >= 129.9 && $0 <= 835.1 })
        #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 + 0.001 })
        #expect(axis.segments.allSatisfy { $0.length > 20 })
        #expect(axis.segments.count <= 5)
    }

    @Test(arguments: cases)
    func `is well formed and stays small for any number of traces`(seconds: [Int64]) {
        let moments = MomentFormat(.ja, offset: 32_400)
        var markup = Markup(moments: moments)
        let window = TimeSpan(Timestamp(seconds: -5), Timestamp(seconds: 5), clock: .kernel)
        ChroniclePicture(Chronicle(points: Self.points(seconds), window: window), moments).write(&markup)
        #expect(MarkupChecker(markup.text).problems == [])
        #expect(markup.text.utf8.count < 400_000)
        #expect(markup.text.contains("<svg") == !seconds.isEmpty)
    }

    @Test func `is looked at near by where that shows less and still something`() {
        let window = TimeSpan(Timestamp(seconds: 100_000), Timestamp(seconds: 100_060), clock: .kernel)
        func labels(_ seconds: [Int64]) -> [Int] {
            ChronicleView.all(of: Chronicle(points: Self.points(seconds), window: window)).map(\.chronicle.points.count)
        }
        #expect(labels([0, 100_000, 100_001, 100_002, 110_000, 120_000, 900_000]) == [7, 5, 3])
        #expect(labels([100_000, 100_001, 100_002]) == [3])
        #expect(labels([0, 100_000, 900_000]) == [3])
        #expect(ChronicleView.all(of: Chronicle(points: Self.points([0, 1, 2]), window: nil)).count == 1)
    }

    @Test func `breaks the axis where nothing happened for long`() {
        let axis = TimeAxis([0, 3600, 7200, 120 * Self.day, 120 * Self.day + 60], start: 0, length: 700)
        #expect(axis.segments.map(\.first) == [0, 120 * Self.day])
        #expect(axis.segments.map(\.last) == [7200, 120 * Self.day + 60])
    }

    @Test func `does not break where things happen evenly`() {
        #expect(TimeAxis((0..<200).map { $0 * 10 * Self.day }, start: 0, length: 700).segments.count == 1)
    }

    @Test func `counts every trace once in its dots`() {
        let points = Self.points((0..<5000).map { $0 * 777 })
        let clusters = ChronicleCluster.of(points, TimeAxis(points.map(\.time.seconds), start: 0, length: 700), cell: 20)
        #expect(clusters.reduce(0) { $0 + $1.count } == 5000)
        #expect(clusters.count < 200)
    }

    @Test(arguments: cases)
    func `marks an axis with at least one and not too many labels`(seconds: [Int64]) {
        let axis = TimeAxis(seconds, start: 0, length: 700)
        for segment in axis.segments {
            let ticks = axis.ticks(segment, spacing: 100, offset: 32_400)
            #expect((1...8).contains(ticks.count))
            #expect(ticks.allSatisfy { $0 >= segment.first && $0 <= segment.last })
        }
    }

    @Test func `tells a moment of the timeline not again for the finding`() {
        var examination = SampleExamination.bot
        let path: RawText = "/var/spool/cron/crontabs/root"
        examination.timeline = [
            TimelineEntry(
                time: SampleExamination.time("2011-03-12T00:31:00+09:00"), clock: .kernel, kind: "job.replaced",
                text: SampleExamination.plain("the job"), subject: Subject(.job, path: path))
        ]
        #expect(Chronicle(examination, language: .en).points.filter { $0.lane == .jobs }.map(\.text) == ["the job"])
    }
}
