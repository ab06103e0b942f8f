using DeliveryOtp.Domain;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>Stores an enum by the name that the API uses, too.</summary>
internal sealed class EnumNameConverter<TEnum>()
    : ValueConverter<TEnum, string>(value => EnumName<TEnum>.Of(value), name => EnumName<TEnum>.Parse(name))
    where TEnum : struct, Enum;
