import Sigma

extension Probe {
    func outline() {}
}
