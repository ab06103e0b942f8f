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
