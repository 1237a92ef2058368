variable "region" {
  type    = string
  default = "ap-northeast-1"
}

variable "stage" {
  type    = string
  default = "prod"
}

variable "admin_addresses" {
  type        = list(string)
  description = "Who may connect to the machines by SSH"
}

variable "databases" {
  type = map(object({
    instance_class = string
    encrypted      = optional(bool, false)
  }))
}
