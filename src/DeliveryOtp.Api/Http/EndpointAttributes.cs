namespace DeliveryOtp.Api.Http;

/// <summary>For the document: a problem that does not follow from the endpoint's parameters and roles.</summary>
/// <param name="name">The name of a <see cref="ProblemKind"/>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
internal sealed class AnswersProblemAttribute(string name) : Attribute
{
    public string Name => name;

    public ProblemKind Kind { get; } = ProblemKind.All.Single(kind => kind.Name == name);
}

/// <summary>For the document: successes carry a <c>Location</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AnswersLocationAttribute : Attribute;

/// <summary>
/// Successes hold nothing of anybody's, and are the same until the next version of the service: whoever asked may keep one, and ask
/// with its <c>ETag</c> whether it is still good (RFC 9110, 13.1.2; RFC 9111). All other answers are <c>no-store</c>.
/// </summary>
/// <param name="seconds">For how long it need not be asked for again.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MayBeKeptAttribute(int seconds) : Attribute
{
    public int Seconds => seconds;

    /// <summary>Of whoever asked: a shared cache does not know who is signed in.</summary>
    public string CacheControl { get; } = FormattableString.Invariant($"private, max-age={seconds}");

    public static bool Includes(int status) => status is StatusCodes.Status200OK or StatusCodes.Status304NotModified;
}
