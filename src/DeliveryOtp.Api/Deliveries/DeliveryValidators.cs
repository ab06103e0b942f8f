using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Places;
using FluentValidation;

namespace DeliveryOtp.Api.Deliveries;

internal sealed class CreateDeliveryValidator : AbstractValidator<CreateDeliveryRequest>
{
    public CreateDeliveryValidator(TimeProvider time)
    {
        RuleFor(request => request.OrderId).RequiredText(128);
        RuleFor(request => request.Destination).Required();
        RuleFor(request => request.Destination!).SetValidator(new DestinationValidator())
            .When(request => request.Destination is not null);
        RuleFor(request => request.CourierId).Text(64);
        RuleFor(request => request.ParcelBarcode).Barcode(64);
        RuleFor(request => request.Seller!).SetValidator(new SellerValidator()).When(request => request.Seller is { IsEmpty: false });
        RuleFor(request => request.Recipient!).SetValidator(new RecipientValidator())
            .When(request => request.Recipient is { IsEmpty: false });
        RuleFor(request => request.Policy!).SetValidator(new PolicyValidator()).When(request => request.Policy is not null);
        RuleFor(request => request.DeliverUntil).Lifetime(time);
        RuleFor(request => request.Metadata).Metadata();
    }
}

internal sealed class DestinationValidator : AbstractValidator<DestinationBody>
{
    public DestinationValidator()
    {
        RuleFor(destination => destination.Latitude).Required().Between(-90, 90);
        RuleFor(destination => destination.Longitude).Required().Between(-180, 180);
        RuleFor(destination => destination.Country).Required().CountryCode();
        RuleFor(destination => destination.Address).Lines(500);
        RuleFor(destination => destination)
            .Must(destination => CountryBoxes.CanHold(destination.Country!, destination.Position))
            .WithMessage("is nowhere in its country: have latitude and longitude changed places, or was the address not found?")
            .When(destination => destination is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180, Country: not null });
    }
}

internal sealed class SellerValidator : AbstractValidator<SellerBody>
{
    public SellerValidator()
    {
        RuleFor(seller => seller.Name).RequiredText(200);
        RuleFor(seller => seller.Country).CountryCode();
        RuleFor(seller => seller.Marketplace).Text(200);
    }
}

internal sealed class RecipientValidator : AbstractValidator<RecipientBody>
{
    public RecipientValidator()
    {
        RuleFor(recipient => recipient)
            .Must(recipient => !recipient.IsEmpty)
            .WithMessage("has to name a language, an e-mail address or a phone number");
        RuleFor(recipient => recipient.Language).Language();
        RuleFor(recipient => recipient.Email).Text(254).Mailbox();
        RuleFor(recipient => recipient.Phone).PhoneNumber();
    }
}

internal sealed class PolicyValidator : AbstractValidator<PolicyBody>
{
    public PolicyValidator()
    {
        RuleFor(policy => policy.SessionSeconds).Between(5, 3600);
        RuleFor(policy => policy.RevealSeconds).Between(5, 600);
        RuleFor(policy => policy.Arrival)
            .Must((policy, arrival) => arrival != ArrivalRule.FirstSessionOptional || policy.RecipientPresence != RecipientPresence.Required)
            .WithMessage("can't be `first_session_optional` where `recipient_presence` is `required`: a code that has to be shown needs a session");
        RuleFor(policy => policy.RadiusM).Between(50, 1000);
        RuleFor(policy => policy.MaxGenerations).Between(1, 20);
        RuleFor(policy => policy.MaxUnlocks).Between(0, 10);
        RuleFor(policy => policy.CourierWrongLimit).Between(3, 1000);
        RuleFor(policy => policy.CourierWrongWindowS).Between(60, 86_400);
        RuleFor(policy => policy.CourierSuspensionS).Between(60, 86_400);
        RuleFor(policy => policy.ContestHours).Between(1, 720);
        RuleFor(policy => policy.ReviewThreshold).Between(1, 1000);

        // Nobody can bind a device yet: a delivery that requires it could never be confirmed.
        RuleFor(policy => policy.DeviceBinding)
            .Must(binding => binding != DeviceBinding.Required)
            .WithMessage("`required` is not available in this version");
    }
}

internal sealed class ReasonValidator : AbstractValidator<ReasonRequest>
{
    public ReasonValidator() => RuleFor(request => request.Reason).Lines(500).Given();
}

internal sealed class ChangeCourierValidator : AbstractValidator<ChangeCourierRequest>
{
    public ChangeCourierValidator() => RuleFor(request => request.CourierId).Text(64).NotEmptied();
}

internal sealed class ChangeParcelValidator : AbstractValidator<ChangeParcelRequest>
{
    public ChangeParcelValidator() => RuleFor(request => request.ParcelBarcode).Barcode(64).NotEmptied();
}

internal sealed class ChangeDeliverUntilValidator : AbstractValidator<ChangeDeliverUntilRequest>
{
    public ChangeDeliverUntilValidator(TimeProvider time) => RuleFor(request => request.DeliverUntil).Required().Lifetime(time);
}

internal sealed class ChangeMetadataValidator : AbstractValidator<ChangeMetadataRequest>
{
    public ChangeMetadataValidator() => RuleFor(request => request.Metadata).Required().Metadata();
}

internal static class DeliveryRules
{
    /// <summary>R5.</summary>
    public static IRuleBuilderOptions<T, DateTimeOffset?> Lifetime<T>(this IRuleBuilder<T, DateTimeOffset?> rule, TimeProvider time) => rule
        .Must(until => until is null || (until > time.GetUtcNow() && until <= time.GetUtcNow() + Delivery.LongestLifetime))
        .WithMessage("must be in the future and at most 7 days from now");

    /// <summary>E.164.</summary>
    public static IRuleBuilderOptions<T, string?> PhoneNumber<T>(this IRuleBuilder<T, string?> rule) => rule.Constrain(
        phone => phone is null || (phone.Length is >= 8 and <= 16 && phone[0] == '+' && phone[1..].All(char.IsAsciiDigit)),
        "must be an E.164 number, such as +33612345678",
        new Constraint { Pattern = "^\\+[0-9]{7,15}$" });

    /// <summary>Null removes it; an empty text is more likely a mistake.</summary>
    public static IRuleBuilderOptions<T, string?> NotEmptied<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Constrain(text => text is not "", "must not be empty; null removes it", new Constraint { MinLength = 1 });

    public static IRuleBuilderOptions<T, IReadOnlyDictionary<string, string?>?> Metadata<T>(
        this IRuleBuilder<T, IReadOnlyDictionary<string, string?>?> rule) => rule
        .Constrain(
            metadata => metadata is null || metadata.Count <= Domain.Deliveries.Metadata.MaxKeys,
            $"must have at most {Domain.Deliveries.Metadata.MaxKeys} keys",
            new Constraint { MaxProperties = Domain.Deliveries.Metadata.MaxKeys, ItemMaxLength = Domain.Deliveries.Metadata.MaxValueLength })
        .Must(metadata => metadata is null || metadata.Keys.All(IsMetadataKey))
        .WithMessage($"must have keys of 1–{Domain.Deliveries.Metadata.MaxKeyLength} characters that can be seen, without blanks at the edges")
        .Must(metadata => metadata is null || metadata.Values.All(text => text is null || text.Length <= Domain.Deliveries.Metadata.MaxValueLength))
        .WithMessage($"must have texts of at most {Domain.Deliveries.Metadata.MaxValueLength} characters")
        .Must(metadata => metadata is null || metadata.Values.All(text => text is null || RequestText.FindInvisible(text, RequestText.IsLineBreak) is null))
        .WithMessage("must have texts that can be seen");

    private static bool IsMetadataKey(string key) =>
        key.Length is >= 1 and <= Domain.Deliveries.Metadata.MaxKeyLength
        && RequestText.FindInvisible(key) is null
        && string.Equals(RequestText.Normalize(key), key, StringComparison.Ordinal);
}
