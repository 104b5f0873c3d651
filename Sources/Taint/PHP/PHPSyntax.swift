/// An expression of PHP, with the place where it begins.
struct PHPExpression {
    indirect enum Kind {
        case integer(Int)
        case double(Double)
        case text([UInt8])
        /// The operands of `.`, and the pieces of a text with variables.
        case joined([PHPExpression])
        case variable([UInt8])
        /// `$$x`, `${expression}`.
        case namedBy(PHPExpression)
        case constant([UInt8])
        case classConstant(PHPExpression, [UInt8])
        case index(PHPExpression, PHPExpression?)
        case property(PHPExpression, PHPExpression)
        case staticProperty(PHPExpression, PHPExpression)
        /// A call; a name of a function is a `constant` as callee.
        case call(PHPExpression, [PHPArgument])
        case methodCall(PHPExpression, PHPExpression, [PHPArgument])
        case staticCall(PHPExpression, PHPExpression, [PHPArgument])
        case new(PHPExpression, [PHPArgument])
        case array([PHPElement])
        case assign(PHPExpression, PHPExpression, isReference: Bool)
        case assignWith(PHPSymbol, PHPExpression, PHPExpression)
        case step(PHPExpression, by: Int, isBefore: Bool)
        case binary(PHPSymbol, PHPExpression, PHPExpression)
        case unary(PHPSymbol, PHPExpression)
        case cast([UInt8], PHPExpression)
        case conditional(PHPExpression, PHPExpression?, PHPExpression)
        case isSet([PHPExpression])
        case isEmpty(PHPExpression)
        /// `include`, `require`, `eval`, `exit`, `print`, `clone`, `throw`, `yield`, by their words.
        case special([UInt8], PHPExpression?)
        case command([PHPExpression])
        case closure(PHPFunction)
        case match(PHPExpression, [(conditions: [PHPExpression], value: PHPExpression)])
        case nothing
    }
    var kind: Kind
    var offset: Int
}

/// An argument of a call.
struct PHPArgument {
    var value: PHPExpression
    var isSpread = false
}

/// An element of an array, or of a list that is assigned to.
struct PHPElement {
    var key: PHPExpression?
    var value: PHPExpression
    var isSpread = false
}

/// A function, method or closure.
final class PHPFunction {
    struct Parameter {
        var name: [UInt8]
        var initial: PHPExpression?
        var isReference = false
        var isVariadic = false
        /// Declared with `private` and the like: a property of the object as well.
        var isProperty = false
    }
    let name: [UInt8]
    let parameters: [Parameter]
    let uses: [(name: [UInt8], isReference: Bool)]
    let body: [PHPStatement]
    /// An arrow function sees all variables around it.
    let isArrow: Bool
    /// The class that a method belongs to.
    var owner: [UInt8] = []
    /// The number of the text that it stands in.
    var layer = 0
    /// What its own tokens can do, without what it calls.
    var means = PHPMeans.none

    init(
        name: [UInt8], parameters: [Parameter], uses: [(name: [UInt8], isReference: Bool)] = [], body: [PHPStatement], isArrow: Bool = false
    ) {
        (self.name, self.parameters, self.uses, self.body, self.isArrow) = (name, parameters, uses, body, isArrow)
    }
}

/// A class, trait or interface.
final class PHPClass {
    let name: [UInt8]
    let parent: [UInt8]
    var methods: [PHPFunction] = []
    /// Names of traits whose methods are its own.
    var traits: [[UInt8]] = []
    var properties: [(name: [UInt8], value: PHPExpression?)] = []
    var constants: [(name: [UInt8], value: PHPExpression)] = []

    init(name: [UInt8], parent: [UInt8]) { (self.name, self.parent) = (name, parent) }
}

/// A statement of PHP, with the place where it begins.
struct PHPStatement {
    indirect enum Kind {
        case expression(PHPExpression)
        case echo([PHPExpression])
        case block([PHPStatement])
        case branch([(condition: PHPExpression, body: [PHPStatement])], otherwise: [PHPStatement]?)
        case loop(
            start: [PHPExpression], condition: [PHPExpression], step: [PHPExpression], body: [PHPStatement], bodyFirst: Bool)
        case each(PHPExpression, key: PHPExpression?, value: PHPExpression, isReference: Bool, body: [PHPStatement])
        case choose(PHPExpression, [(value: PHPExpression?, body: [PHPStatement])])
        case attempt([PHPStatement], catches: [(variable: [UInt8], body: [PHPStatement])], finally: [PHPStatement])
        case giveBack(PHPExpression?)
        case leave(continues: Bool)
        case global([PHPExpression])
        case fixed([(name: [UInt8], value: PHPExpression?)])
        case unset([PHPExpression])
        case function(PHPFunction)
        case type(PHPClass)
        case constants([(name: [UInt8], value: PHPExpression)])
        case html
    }
    var kind: Kind
    var offset: Int
}
