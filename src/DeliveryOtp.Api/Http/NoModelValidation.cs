using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// In place of MVC's own walk through every member of every model, which would look for attributes that validate. Here
/// <see cref="ValidationFilter"/> does that; what the binder has read is good unless the binder itself says otherwise.
/// </summary>
internal sealed class NoModelValidation : IObjectModelValidator
{
    public void Validate(ActionContext actionContext, ValidationStateDictionary? validationState, string prefix, object? model)
    {
        foreach (var (_, entry) in actionContext.ModelState.FindKeysWithPrefix(prefix))
        {
            if (entry.ValidationState == ModelValidationState.Unvalidated)
                entry.ValidationState = ModelValidationState.Skipped;
        }
    }
}
