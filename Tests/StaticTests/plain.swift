// A static Swift program without our start-up code: what the traps below do to it, they would do to us.
print("arguments:", CommandLine.arguments)
