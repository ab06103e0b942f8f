using DeliveryOtp.Api.Http;
using FluentValidation;

namespace DeliveryOtp.Api.Webhooks;

internal sealed class CreateWebhookEndpointValidator : AbstractValidator<CreateWebhookEndpointRequest>
{
    public CreateWebhookEndpointValidator(TargetGuard guard)
    {
        RuleFor(request => request.Url).Given().Target(guard);
        RuleFor(request => request.Events).TypeNames();
        RuleForEach(request => request.Events).TypeName();
    }
}

internal sealed class ChangeWebhookEndpointValidator : AbstractValidator<ChangeWebhookEndpointRequest>
{
    private const string Lasting = "can't be taken away: leave it out to keep it";

    public ChangeWebhookEndpointValidator(TargetGuard guard)
    {
        RuleFor(request => request.Url).Must((request, url) => url is not null || !request.HasUrl).WithMessage(Lasting);
        RuleFor(request => request.Url).Target(guard);
        RuleFor(request => request.Events).TypeNames();
        RuleForEach(request => request.Events).TypeName();
        RuleFor(request => request.Enabled).Must((request, enabled) => enabled is not null || !request.HasEnabled).WithMessage(Lasting);
    }
}

/// <summary>What a new endpoint and a changed one have to be.</summary>
internal static class WebhookRules
{
    private const int LongestUrl = 2048;

    public static IRuleBuilderOptions<T, string?> Target<T>(this IRuleBuilder<T, string?> rule, TargetGuard guard) => rule
        .Text(LongestUrl)
        .Must((_, url, context) =>
        {
            var fault = url is null ? null : FaultOf(url, guard);
            context.MessageFormatter.AppendArgument("Fault", fault);
            return fault is null;
        })
        .WithMessage("{Fault}");

    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> TypeNames<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) => rule
        .Must(events => events is null or { Count: > 0 })
        .WithMessage("must name one type or more; omit it for all of them");

    public static IRuleBuilderOptions<T, string> TypeName<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(type => WebhookEventTypes.All.Contains(type, StringComparer.Ordinal))
        .WithMessage($"must be one of {string.Join(", ", WebhookEventTypes.All)}");

    private static string? FaultOf(string url, TargetGuard guard)
    {
        if (!IsPlainUrl(url))
            return "must be a URL such as https://shop.example.com/hooks, without credentials or fragment";
        return guard.Allows(new Uri(url)) ? null : $"must use https, and its host must be on the public internet ({TargetGuard.Remedy})";
    }

    /// <summary>The parser forgives white space and line ends; a header that the URL comes into does not.</summary>
    private static bool IsPlainUrl(string url) => !url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeHttp)
        && parsed.UserInfo.Length == 0
        && parsed.Fragment.Length == 0
        && parsed.Host.Length > 0;
}
