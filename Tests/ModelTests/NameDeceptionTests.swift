import Model
import Testing

@Suite struct `A name of a thread of the kernel` {
    @Test(arguments: ["kauditd", "kswapd0", "kdevtmpfsi", "kaudited", "kworker/0:1", "kthreadd"])
    func `is taken by a program that wants to be overlooked`(name: String) {
        #expect(KernelThreadNames.isUnmistakable(RawText(name)))
    }

    @Test(arguments: [
        "worker", "swapd", "blockd", "kmod", "kdeinit5", "kwalletd5", "kate", "killall5", "kubelet", "kubectl", "k3s", "krb5kdc",
    ])
    func `is not what honest programs are called`(name: String) {
        #expect(!KernelThreadNames.isUnmistakable(RawText(name)))
    }
}
